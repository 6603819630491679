/** The words of this folder. */

export const WORDS = {
  en: {
    sit: 'Sit down',
    stand: 'Stand up',
  },
  ja: {
    sit: '座る',
    stand: '立つ',
  },
  'zh-Hant': {
    sit: '坐下',
    stand: '站起來',
  },
} as const;
