/** The words of this folder. */

export const WORDS = {
  en: {
    ring: 'Ring the bell',
    rang: '{name} rang the bell.',
    rungByYou: 'You rang the bell.',
  },
  ja: {
    ring: '鐘を鳴らす',
    rang: '{name} さんが鐘を鳴らしました。',
    rungByYou: '鐘を鳴らしました。',
  },
  'zh-Hant': {
    ring: '敲鐘',
    rang: '{name} 敲了鐘。',
    rungByYou: '你敲了鐘。',
  },
} as const;
