/** The words of this folder. */

export const WORDS = {
  en: {
    reactions: 'Reactions',
    applause: 'Applause',
    heart: 'Heart',
    laugh: 'Laughter',
    cheer: 'Cheers',
    help: 'Reactions',
    helpKeys: '5 to 8',
  },
  ja: {
    reactions: 'リアクション',
    applause: '拍手',
    heart: 'ハート',
    laugh: '笑い',
    cheer: '歓声',
    help: 'リアクション',
    helpKeys: '5 ～ 8',
  },
  'zh-Hant': {
    reactions: '回應',
    applause: '掌聲',
    heart: '愛心',
    laugh: '大笑',
    cheer: '歡呼',
    help: '回應',
    helpKeys: '5 到 8',
  },
} as const;
