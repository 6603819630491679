/** Every word in every language. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CloseReason, RefusalCode } from '../../src/wire/generated/parvis/v1/session_pb';
import type { Pause } from '../../src/net/endings';
import type { SessionState } from '../../src/net/session';
import { endingWord, refusalWord, stateWords } from '../../src/ui/faults';
import { LANGUAGES, type Language, Speech, chooseLanguage } from '../../src/ui/words';
import { WORDS as BELL } from '../../src/features/bell/words';
import { WORDS as CHAT } from '../../src/features/chat/words';
import { WORDS as GESTURES } from '../../src/features/gestures/words';
import { WORDS as PEOPLE } from '../../src/features/people/words';
import { WORDS as PLACES } from '../../src/features/places/words';
import { WORDS as REACTIONS } from '../../src/features/reactions/words';
import { WORDS as SEATING } from '../../src/features/seating/words';

const english = LANGUAGES.en.words;

/** Dictionaries by language: the page's own, and each feature's. */
const DICTIONARIES: Readonly<Record<string, Readonly<Record<Language, Readonly<Record<string, string>>>>>> = {
  page: { en: english, ja: LANGUAGES.ja.words, 'zh-Hant': LANGUAGES['zh-Hant'].words },
  bell: BELL, chat: CHAT, gestures: GESTURES, people: PEOPLE, places: PLACES, reactions: REACTIONS, seating: SEATING,
};
/** Names, keys and units that are the same everywhere. */
const SAME = new Set(['page.title', 'page.helpUseKeys', 'people.metres']);

test('no feature’s words are left out here', () => {
  const folders = readdirSync('src/features', { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name);
  assert.deepEqual(Object.keys(DICTIONARIES).filter((name) => name !== 'page').sort(), folders.sort());
});

for (const [name, dictionary] of Object.entries(DICTIONARIES)) {
  for (const [tag, words] of Object.entries(dictionary)) {
    test(`${name}: ${tag} has every word, with the same blanks, translated and not copied`, () => {
      assert.deepEqual(Object.keys(words).sort(), Object.keys(dictionary.en).sort());
      for (const [key, text] of Object.entries(words)) {
        const blanks = (s: string): string[] => (s.match(/\{\w+\}/g) ?? []).sort();
        assert.notEqual(text.trim(), '', key);
        assert.deepEqual(blanks(text), blanks(dictionary.en[key]!), key);
        const isCopied = tag !== 'en' && text === dictionary.en[key] && !SAME.has(`${name}.${key}`);
        assert.ok(!isCopied, `${key} is English`);
      }
    });
  }
}

test('every word is said somewhere', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/words\.ts$/.test(file));
  const said = (folder: string): string => files.filter((file) => file.startsWith(folder)).map((file) => readFileSync(`src/${file}`, 'utf8')).join('\n');
  for (const [name, dictionary] of Object.entries(DICTIONARIES)) {
    const sources = said(name === 'page' ? '' : `features/${name}/`);
    assert.deepEqual(Object.keys(dictionary.en).filter((key) => !new RegExp(`['"]${key}['"]`).test(sources) && !/^(body|outfit)\d$/.test(key)), [], name);
  }
});

test('the browser’s wishes choose the language', () => {
  assert.equal(chooseLanguage(['zh-TW', 'en']), 'zh-Hant');
  assert.equal(chooseLanguage(['ja-JP']), 'ja');
  assert.equal(chooseLanguage(['de', 'en-GB', 'ja']), 'en');
  assert.equal(chooseLanguage(['xx']), 'en');
  assert.equal(new Speech('en').say('lostRetry', { n: 3 }), 'Trying again in 3 s.');
});

test('every refusal and every end has its words', () => {
  const numbers = (e: object): number[] => Object.values(e).filter((v): v is number => typeof v === 'number');
  for (const code of numbers(RefusalCode)) assert.ok(english[refusalWord(code as RefusalCode)], String(code));
  for (const reason of numbers(CloseReason)) assert.ok(english[endingWord(reason as CloseReason)], String(reason));
  assert.equal(refusalWord(999 as RefusalCode), 'refusedUnknown');
});

const refused = (code: RefusalCode): SessionState => ({ kind: 'refused', code, retryAfterMs: undefined });
const waiting = (why: Pause): SessionState => ({ kind: 'waiting', retryAtMs: 5_000, why });

/** What happened; whether the person was inside; what each language must say about it. */
const TROUBLE: readonly (readonly [string, SessionState, boolean, Readonly<Record<Language, RegExp>>])[] = [
  ['full', refused(RefusalCode.VENUE_FULL), false, { en: /is full/, ja: /満員/, 'zh-Hant': /已滿/ }],
  ['too new', refused(RefusalCode.UNSUPPORTED_VERSION), false, { en: /newer or older.*Load the page anew/, ja: /版が合いません.*再読み込み/, 'zh-Hant': /版本不同.*重新載入/ }],
  ['draining, at the door', refused(RefusalCode.DRAINING), false, { en: /shutting down.*minute/, ja: /停止しています.*1分後/, 'zh-Hant': /正在關閉.*一分鐘後/ }],
  ['draining, inside', waiting('restart'), true, { en: /restarting.*back where you are.* 4 s/, ja: /再起動.*同じ場所.*4 秒/, 'zh-Hant': /重新啟動.*原來的位置.*4 秒/ }],
  ['gone, at the door', waiting('lost'), false, { en: /cannot be reached.* 4 s/, ja: /接続できません.*4 秒/, 'zh-Hant': /無法連上.*4 秒/ }],
  ['gone, inside', waiting('lost'), true, { en: /connection is lost.* 4 s/, ja: /接続が切れました.*4 秒/, 'zh-Hant': /連線中斷.*4 秒/ }],
  ['barred by what stands between', waiting('barred'), false, { en: /answers, but refuses.*Tell whoever.*proxy.* 4 s/, ja: /応答していますが.*拒否.*管理者.* 4 秒|応答していますが.*拒否.*管理者.*4 秒/, 'zh-Hant': /有回應，但拒絕.*管理者.*4 秒/ }],
  ['barred while inside', waiting('barred'), true, { en: /answers, but refuses/, ja: /拒否/, 'zh-Hant': /拒絕/ }],
  ['trying', { kind: 'joining' }, true, { en: /Trying again/, ja: /再接続しています/, 'zh-Hant': /正在重新連線/ }],
  ['in a queue', { kind: 'joining', ahead: 7 }, false, { en: /before you: 7/, ja: /7 人/, 'zh-Hant': /7 人/ }],
  ['shut down', { kind: 'ended', reason: CloseReason.DRAINING }, true, { en: /has shut down/, ja: /停止しました/, 'zh-Hant': /已關閉/ }],
  ['not to be looked up', waiting('unavailable'), true, { en: /cannot look you up.* 4 s/, ja: /確認できません.*4 秒/, 'zh-Hant': /無法查到.*4 秒/ }],
  ['with other roles', waiting('roles'), true, { en: /roles have changed.* 4 s/, ja: /役割.*4 秒/, 'zh-Hant': /角色.*4 秒/ }],
  ['signed out', { kind: 'ended', reason: CloseReason.REVOKED }, true, { en: /signed out/, ja: /サインアウト/, 'zh-Hant': /登出/ }],
  ['banned', { kind: 'ended', reason: CloseReason.BANNED }, true, { en: /banned/, ja: /禁止/, 'zh-Hant': /禁止/ }],
  ['banned, at the door', refused(RefusalCode.BANNED), false, { en: /banned/, ja: /禁止/, 'zh-Hant': /禁止/ }],
  ['with a bad ticket', refused(RefusalCode.BAD_TICKET), false, { en: /did not recognise you.*sign/, ja: /確認できません.*サインイン/, 'zh-Hant': /認不出.*登入/ }],
  ['without an identity', refused(RefusalCode.IDENTITY_REQUIRED), false, { en: /wants to know who comes/, ja: /身元の確認/, 'zh-Hant': /確認身分/ }],
  ['without an account', refused(RefusalCode.ACCOUNT_REQUIRED), false, { en: /with an account.*sign in/, ja: /アカウント.*サインイン/, 'zh-Hant': /帳號.*登入/ }],
  ['to look on', refused(RefusalCode.FORBIDDEN), false, { en: /Only staff/, ja: /スタッフだけ/, 'zh-Hant': /只有工作人員/ }],
  ['taken over', { kind: 'ended', reason: CloseReason.TAKEN_OVER }, true, { en: /another window/, ja: /別の画面/, 'zh-Hant': /另一個視窗/ }],
];

for (const [what, state, inside, said] of TROUBLE) {
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    test(`${what} is said in plain ${language}`, () => {
      const words = stateWords(new Speech(language), state, inside, 1_000);
      assert.match(words, said[language]);
      assert.doesNotMatch(words, /[{}]|undefined|NaN|\d{4}/);
    });
  }
}

test('nothing is said while nothing is wrong', () => {
  for (const kind of ['new', 'joining', 'joined'] as const) assert.equal(stateWords(new Speech('en'), { kind }, false, 0), '');
  assert.equal(stateWords(new Speech('en'), { kind: 'joined' }, true, 0), '');
});
