/** The words of this folder. */

export const WORDS = {
  en: { onFloor: '{place} · {floor}', loading: 'Putting up the venue …' },
  ja: { onFloor: '{place}・{floor}', loading: '会場を準備しています…' },
  'zh-Hant': { onFloor: '{place}・{floor}', loading: '正在準備場地…' },
} as const;
