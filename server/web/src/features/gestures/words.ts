/** The words of this folder. */

export const WORDS = {
  en: {
    gestures: 'Gestures',
    wave: 'Wave',
    dance: 'Dance',
    applaud: 'Applaud',
    jump: 'Jump',
    help: 'Gestures',
    helpKeys: '1 to 4',
    helpJump: 'Jump',
    helpJumpKeys: 'Space',
  },
  ja: {
    gestures: 'ジェスチャー',
    wave: '手を振る',
    dance: '踊る',
    applaud: '拍手する',
    jump: 'ジャンプ',
    help: 'ジェスチャー',
    helpKeys: '1 ～ 4',
    helpJump: 'ジャンプ',
    helpJumpKeys: 'スペース',
  },
  'zh-Hant': {
    gestures: '動作',
    wave: '揮手',
    dance: '跳舞',
    applaud: '鼓掌',
    jump: '跳躍',
    help: '動作',
    helpKeys: '1 到 4',
    helpJump: '跳躍',
    helpJumpKeys: '空白鍵',
  },
} as const;
