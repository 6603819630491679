/** Every word in every language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloseReason, RefusalCode } from '../../src/wire/generated/parvis/v1/session_pb';
import { endingWord, refusalWord } from '../../src/ui/faults';
import { LANGUAGES, Speech, chooseLanguage } from '../../src/ui/words';

const english = LANGUAGES.en.words;

for (const [tag, { words }] of Object.entries(LANGUAGES)) {
  test(`${tag} has every word, with the same blanks`, () => {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(words)) {
      assert.notEqual(text.trim(), '', key);
      const blanks = (s: string): string[] => (s.match(/\{\w+\}/g) ?? []).sort();
      assert.deepEqual(blanks(text), blanks(english[key as keyof typeof english]), key);
    }
  });
}

test('Japanese and Chinese are translated, not copied', () => {
  const same = new Set(['title', 'helpUseKeys']);
  for (const tag of ['ja', 'zh-Hant'] as const) {
    const copied = Object.entries(LANGUAGES[tag].words).filter(([key, text]) => !same.has(key) && text === english[key as keyof typeof english]);
    assert.deepEqual(copied, []);
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
