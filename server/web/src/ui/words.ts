/** Every word of the page in its languages. A unit test proves that no language lacks one. */
import { accountEn, accountJa, accountZhHant } from './account-words';

const en = {
  ...accountEn,
  title: 'Parvis',
  lead: 'Meet others in the twin of a real place.',
  name: 'Your name',
  nameHint: 'Up to 24 characters. Others see it over your head.',
  look: 'Your look',
  body: 'Hair style', outfit: 'Outfit', color: 'Main colour', skin: 'Skin', hair: 'Hair colour',
  body0: 'Short hair', body1: 'Long hair', body2: 'Bun', body3: 'Spiky hair',
  outfit0: 'Shirt and jeans', outfit1: 'Dress', outfit2: 'Coat', outfit3: 'Hoodie',
  shuffle: 'Surprise me',
  enter: 'Enter',
  venue: 'Venue',
  venuePeople: '{n} inside',
  joining: 'Entering …',
  loading: 'Putting up the venue …',
  venueFailed: 'The venue’s data could not be loaded. Check your connection and load the page anew.',
  noGraphics: 'This page needs WebGL 2, which your browser does not offer. Try another browser or switch on hardware acceleration.',
  interactUse: 'Use',
  map: 'Map', mapHint: 'Map of {floor}, north is up',
  settings: 'Settings', help: 'Help', leave: 'Leave', close: 'Close',
  graphics: 'Graphics', low: 'Low', medium: 'Medium', high: 'High',
  light: 'Time of day', live: 'As it is there now', dawn: 'Dawn', day: 'Day', evening: 'Evening', night: 'Night',
  pace: 'Movement speed', textSize: 'Text size', reduceMotion: 'Reduce motion', sound: 'Sound', language: 'Language',
  helpMove: 'Walk', helpMoveKeys: 'W A S D or arrow keys',
  helpRun: 'Run', helpRunKeys: 'Hold Shift',
  helpLook: 'Look around', helpLookKeys: 'Drag, or Q and R',
  helpZoom: 'Nearer and further', helpZoomKeys: 'Wheel or pinch',
  helpGo: 'Go somewhere', helpGoKeys: 'Click or tap the ground',
  helpUse: 'Use what is near', helpUseKeys: 'E',
  helpTouch: 'On a phone', helpTouchKeys: 'Left thumb walks, right thumb looks',
  sources: 'Sources',
  lost: 'The connection is lost.', lostRetry: 'Trying again in {n} s.', lostNow: 'Trying again …', retry: 'Try now',
  unreachable: 'The server cannot be reached.', tooBusy: 'Too many people are entering right now.',
  draining: 'The server is restarting. You will be back where you are.',
  back: 'You are back.',
  slowDown: 'That was too fast; some of it was not sent.',
  drainingSoon: 'The server will shut down shortly.',
  welcomeTo: 'You are in {venue}.',
  replyInvalid: 'That did not work.', replyNotFound: 'That is not here any more.', replyTooFar: 'That is too far away.',
  replyTaken: 'Somebody else is there.', replyTooSoon: 'Not yet: try again in {n} s.',
  replyForbidden: 'You may not do that.', replyBusy: 'Too much at once. Wait a moment.',
  refusedUnknown: 'The server does not let you in at the moment.',
  refusedBadHello: 'The server did not understand this page. Load it anew.',
  refusedVersion: 'The server is newer or older than this page. Load the page anew; if that does not help, come back later.',
  refusedVenue: 'This venue does not exist here. Choose another.',
  refusedFull: 'The venue is full. Somebody may leave soon.',
  refusedName: 'This name cannot be used. Choose 1 to 24 visible characters.',
  refusedExpired: 'You were away for too long. Please enter again.',
  refusedDraining: 'The server is shutting down. Try again in a minute.',
  refusedBusy: 'Too many people are entering right now. Try again in a moment.',
  refusedTooMany: 'Too many windows from your network are open. Close one and try again.',
  endedLeft: 'You left. See you soon.',
  endedBad: 'The connection was closed because of an error. Please enter again.',
  endedFlood: 'You were disconnected because too much was sent at once.',
  endedTakenOver: 'You went on in another window.',
  endedDraining: 'The server has shut down.',
  endedInternal: 'Something broke on the server. Please enter again.',
  badgeStaff: 'staff', badgePuppet: 'character',
  express: 'Gestures and reactions', tools: 'Tools',
  queued: 'You will be let in soon. People before you: {n}.',
  refusedHere: 'The server answers, but refuses the connection into the venue. Tell whoever runs this site: the proxy must pass WebSockets and the Host header, or the site’s address must be among the allowed origins.',
  peopleInside: 'People inside now: {n}',
  elsewhere: 'Already inside', elsewhereWords: 'You are inside as {name} in another window of this browser.', goOnHere: 'Go on here as {name}', anotherGuest: 'Come in as another guest', anotherGuestHint: 'Another guest lives as long as this window.',
  replyUnavailable: 'That cannot be done right now. Try again in a moment.', replyUncertain: 'It is not sure whether that worked. Look before you try again.', replyInternal: 'Something broke on the server. Try again.',
  stick: 'Joystick: drag to walk',
};

/** A word of the page. */
export type WordKey = keyof typeof en;
/** All words of one language. */
export type Dictionary = Readonly<Record<WordKey, string>>;

const ja: Dictionary = {
  ...accountJa,
  title: 'Parvis',
  lead: '実在の場所を写した空間で、人と出会いましょう。',
  name: 'お名前',
  nameHint: '24文字まで。頭の上に表示されます。',
  look: '見た目',
  body: '髪型', outfit: '服装', color: '服の色', skin: '肌の色', hair: '髪の色',
  body0: 'ショートヘア', body1: 'ロングヘア', body2: 'おだんご', body3: 'ツンツンヘア',
  outfit0: 'シャツとジーンズ', outfit1: 'ワンピース', outfit2: 'コート', outfit3: 'パーカー',
  shuffle: 'おまかせ',
  enter: '入場する',
  venue: '会場',
  venuePeople: '{n} 人が入場中',
  joining: '入場しています…',
  loading: '会場を準備しています…',
  venueFailed: '会場のデータを読み込めませんでした。接続を確かめて、ページを再読み込みしてください。',
  noGraphics: 'このページには WebGL 2 が必要ですが、お使いのブラウザーでは使えません。別のブラウザーを使うか、ハードウェアアクセラレーションを有効にしてください。',
  interactUse: '使う',
  map: '地図', mapHint: '{floor}の地図（上が北）',
  settings: '設定', help: '操作方法', leave: '退場する', close: '閉じる',
  graphics: '画質', low: '低', medium: '中', high: '高',
  light: '時間帯', live: '現地の今', dawn: '夜明け', day: '昼', evening: '夕方', night: '夜',
  pace: '移動の速さ', textSize: '文字の大きさ', reduceMotion: '動きを減らす', sound: '音', language: '言語',
  helpMove: '歩く', helpMoveKeys: 'W A S D または矢印キー',
  helpRun: '走る', helpRunKeys: 'Shift を押しながら',
  helpLook: '見回す', helpLookKeys: 'ドラッグ、または Q と R',
  helpZoom: '近づく・離れる', helpZoomKeys: 'ホイールまたはピンチ',
  helpGo: '行き先を選ぶ', helpGoKeys: '地面をクリックまたはタップ',
  helpUse: '近くの物を使う', helpUseKeys: 'E',
  helpTouch: 'スマートフォン', helpTouchKeys: '左の親指で歩き、右の親指で見回す',
  sources: '出典',
  lost: '接続が切れました。', lostRetry: '{n} 秒後に再接続します。', lostNow: '再接続しています…', retry: '今すぐ試す',
  unreachable: 'サーバーに接続できません。', tooBusy: 'ただいま入場が集中しています。',
  draining: 'サーバーを再起動しています。同じ場所に戻れます。',
  back: '戻りました。',
  slowDown: '速すぎたため、一部は送信されませんでした。',
  drainingSoon: 'まもなくサーバーが停止します。',
  welcomeTo: '{venue} に入場しました。',
  replyInvalid: 'うまくいきませんでした。', replyNotFound: 'もうここにはありません。', replyTooFar: '遠すぎます。',
  replyTaken: 'ほかの人が使っています。', replyTooSoon: 'まだできません。{n} 秒後にどうぞ。',
  replyForbidden: 'その操作はできません。', replyBusy: '操作が多すぎます。少しお待ちください。',
  refusedUnknown: '現在、入場できません。',
  refusedBadHello: 'サーバーがこのページを理解できませんでした。再読み込みしてください。',
  refusedVersion: 'サーバーとこのページの版が合いません。再読み込みしても直らないときは、後でもう一度お越しください。',
  refusedVenue: 'この会場はここにありません。別の会場を選んでください。',
  refusedFull: '会場は満員です。しばらくしてから、もう一度お試しください。',
  refusedName: 'この名前は使えません。1～24文字の見える文字にしてください。',
  refusedExpired: '離れていた時間が長すぎました。もう一度入場してください。',
  refusedDraining: 'サーバーを停止しています。1分後にもう一度お試しください。',
  refusedBusy: 'ただいま入場が集中しています。少し待ってからお試しください。',
  refusedTooMany: '同じネットワークから開かれている画面が多すぎます。1つ閉じてからお試しください。',
  endedLeft: '退場しました。またお会いしましょう。',
  endedBad: 'エラーのため接続が閉じられました。もう一度入場してください。',
  endedFlood: '一度に多く送りすぎたため、切断されました。',
  endedTakenOver: '別の画面で続けています。',
  endedDraining: 'サーバーが停止しました。',
  endedInternal: 'サーバーで問題が起きました。もう一度入場してください。',
  badgeStaff: 'スタッフ', badgePuppet: 'キャラクター',
  express: 'ジェスチャーとリアクション', tools: 'ツール',
  queued: '順番をお待ちください。あなたの前に {n} 人います。',
  refusedHere: 'サーバーは応答していますが、会場への接続が拒否されています。サイトの管理者にお伝えください。プロキシが WebSocket と Host ヘッダーを通しているか、サイトのアドレスが許可されたオリジンに含まれているかを確認する必要があります。',
  peopleInside: '現在 {n} 人が入場中',
  elsewhere: 'すでに入場しています', elsewhereWords: 'このブラウザーの別の画面で、{name} として入場しています。', goOnHere: '{name} としてここで続ける', anotherGuest: '別のゲストとして入場する', anotherGuestHint: '別のゲストは、この画面を閉じるまで有効です。',
  replyUnavailable: '今はできません。少し待ってからお試しください。', replyUncertain: '完了したかどうか確認できません。確かめてからもう一度お試しください。', replyInternal: 'サーバーで問題が起きました。もう一度お試しください。',
  stick: 'ジョイスティック：ドラッグして歩く',
};

const zhHant: Dictionary = {
  ...accountZhHant,
  title: 'Parvis',
  lead: '在真實地點的數位分身裡，與大家相遇。',
  name: '你的名字',
  nameHint: '最多 24 個字，會顯示在你的頭頂上方。',
  look: '你的外觀',
  body: '髮型', outfit: '服裝', color: '主要顏色', skin: '膚色', hair: '髮色',
  body0: '短髮', body1: '長髮', body2: '丸子頭', body3: '沖天髮',
  outfit0: '襯衫與牛仔褲', outfit1: '洋裝', outfit2: '大衣', outfit3: '連帽衫',
  shuffle: '隨機搭配',
  enter: '進入',
  venue: '場地',
  venuePeople: '目前 {n} 人',
  joining: '正在進入…',
  loading: '正在準備場地…',
  venueFailed: '無法載入場地資料。請檢查網路後重新載入頁面。',
  noGraphics: '這個頁面需要 WebGL 2，但你的瀏覽器沒有提供。請換一個瀏覽器，或開啟硬體加速。',
  interactUse: '使用',
  map: '地圖', mapHint: '{floor}的地圖，上方為北',
  settings: '設定', help: '說明', leave: '離開', close: '關閉',
  graphics: '畫質', low: '低', medium: '中', high: '高',
  light: '時段', live: '當地此刻', dawn: '黎明', day: '白天', evening: '傍晚', night: '夜晚',
  pace: '移動速度', textSize: '文字大小', reduceMotion: '減少動態效果', sound: '聲音', language: '語言',
  helpMove: '走路', helpMoveKeys: 'W A S D 或方向鍵',
  helpRun: '跑步', helpRunKeys: '按住 Shift',
  helpLook: '環顧四周', helpLookKeys: '拖曳，或 Q 與 R',
  helpZoom: '拉近與拉遠', helpZoomKeys: '滾輪或雙指縮放',
  helpGo: '前往某處', helpGoKeys: '點一下地面',
  helpUse: '使用身邊的東西', helpUseKeys: 'E',
  helpTouch: '在手機上', helpTouchKeys: '左手拇指走路，右手拇指轉動視角',
  sources: '資料來源',
  lost: '連線中斷了。', lostRetry: '{n} 秒後重新連線。', lostNow: '正在重新連線…', retry: '立即重試',
  unreachable: '無法連上伺服器。', tooBusy: '現在進入的人太多。',
  draining: '伺服器正在重新啟動，你會回到原來的位置。',
  back: '你回來了。',
  slowDown: '動作太快，有些沒有送出。',
  drainingSoon: '伺服器即將關閉。',
  welcomeTo: '你已進入{venue}。',
  replyInvalid: '沒有成功。', replyNotFound: '它已經不在這裡了。', replyTooFar: '太遠了。',
  replyTaken: '已經有人在用了。', replyTooSoon: '還不行，請在 {n} 秒後再試。',
  replyForbidden: '你不能這麼做。', replyBusy: '一次太多了，請等一下。',
  refusedUnknown: '伺服器目前無法讓你進入。',
  refusedBadHello: '伺服器看不懂這個頁面，請重新載入。',
  refusedVersion: '伺服器與這個頁面的版本不同。請重新載入；若仍不行，請稍後再來。',
  refusedVenue: '這裡沒有這個場地，請選擇其他場地。',
  refusedFull: '場地已滿，稍後可能會有人離開。',
  refusedName: '這個名字不能使用。請用 1 到 24 個看得見的字。',
  refusedExpired: '你離開太久了，請重新進入。',
  refusedDraining: '伺服器正在關閉，請一分鐘後再試。',
  refusedBusy: '現在進入的人太多，請稍後再試。',
  refusedTooMany: '你的網路開了太多視窗，請關閉一個再試。',
  endedLeft: '你已離開，期待再見。',
  endedBad: '因為發生錯誤，連線已關閉。請重新進入。',
  endedFlood: '一次送出太多內容，連線已中斷。',
  endedTakenOver: '你已在另一個視窗繼續。',
  endedDraining: '伺服器已關閉。',
  endedInternal: '伺服器發生問題，請重新進入。',
  badgeStaff: '工作人員', badgePuppet: '角色',
  express: '動作與回應', tools: '工具',
  queued: '請稍候，前面還有 {n} 人。',
  refusedHere: '伺服器有回應，但拒絕了進入場地的連線。請告知網站管理者：代理伺服器必須轉送 WebSocket 與 Host 標頭，或把網站位址加入允許的來源。',
  peopleInside: '目前 {n} 人在場',
  elsewhere: '你已經在場內', elsewhereWords: '你已在這個瀏覽器的另一個視窗以{name}的身分進入。', goOnHere: '在這裡以{name}繼續', anotherGuest: '以另一位訪客進入', anotherGuestHint: '另一位訪客只在這個視窗開著時有效。',
  replyUnavailable: '目前無法進行，請稍後再試。', replyUncertain: '無法確定是否成功，請先確認再重試。', replyInternal: '伺服器發生問題，請再試一次。',
  stick: '搖桿：拖曳走路',
};

/** Languages by tag, with their own names. */
export const LANGUAGES = {
  'zh-Hant': { name: '繁體中文', words: zhHant },
  ja: { name: '日本語', words: ja },
  en: { name: 'English', words: en as Dictionary },
} as const;

/** A language of the page. */
export type Language = keyof typeof LANGUAGES;

/** The first of the wished languages that the page speaks; English otherwise. */
export function chooseLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
  const lower = tag.toLowerCase();
  if (lower.startsWith('zh')) {
  return 'zh-Hant';
    }
  if (lower.startsWith('ja')) {
  return 'ja';
    }
  if (lower.startsWith('en')) {
  return 'en';
    }
  }
  return 'en';
}

/** What fills the blanks of a word. */
export type Blanks = Readonly<Record<string, string | number>>;

/** A text with its `{blanks}` filled. */
export function filled(text: string, blanks: Blanks = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(blanks[name] ?? whole));
}

/** The words of the language that the person reads, which may become another. */
export class Speech {
  constructor(public language: Language) {}

  /** A word; `{n}` and the like are replaced. */
  say(key: WordKey, blanks?: Blanks): string {
    return filled(LANGUAGES[this.language].words[key], blanks);
  }
}
