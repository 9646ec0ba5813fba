import { describe, expect, it } from 'vitest';
import { afterHearing, consentOf, keywordIn } from '../../../functions/domain/customer/consent.ts';

const WORDS = [
  'STOP',
  'STOPALL',
  'STOP ALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPT OUT',
  'OPTOUT',
];

describe('what a text says about texting [N1]', () => {
  it.each(WORDS)('is no for %s, however it is written', (word) => {
    const fullWidth = [...word]
      .map((c) => (c === ' ' ? c : String.fromCodePoint(c.charCodeAt(0) + 0xfee0)))
      .join('');
    const written = [
      word,
      word.toLowerCase(),
      `  ${word}\n`,
      `${word}!`,
      `"${word}".`,
      `‘${word}’`,
      word.replace(' ', '-'),
      word.split('').join(' '),
      `${word} 🛑`,
      fullWidth,
    ];

    for (const text of written) expect(keywordIn(text), text).toBe('stop');
  });

  it.each(['START', 'start', ' Start. ', 'UNSTOP', 'un-stop'])('is yes again for %j', (text) => {
    expect(keywordIn(text)).toBe('start');
  });

  it.each(['HELP', 'help?', ' Help! ', 'INFO', '“info”', 'ＨＥＬＰ'])('is a question for %j', (text) => {
    expect(keywordIn(text)).toBe('help');
  });

  it('changes consent by a no and a yes, and not by a question', () => {
    expect((['stop', 'start', 'help', undefined] as const).map(consentOf)).toEqual([
      'opted_out',
      'opted_in',
      undefined,
      undefined,
    ]);
  });

  it.each([
    'stop by at 5',
    "can we cancel Tuesday's appointment",
    'end of June',
    'quit smoking class',
    'Liked “STOP”',
    'STOP 2',
    'stopped',
    'bus stop',
    'non-stop',
    'HELP ME',
    'YES',
    '',
    '🛑',
  ])('is nothing for %j', (text) => {
    expect(keywordIn(text)).toBeUndefined();
  });
});

describe('what somebody said, after they said more [N1]', () => {
  const at = (second: number) => `2026-11-23T15:00:${String(second).padStart(2, '0')}.000Z`;
  const heard = (...words: [state: 'opted_in' | 'opted_out', second: number][]) =>
    words.reduce<ReturnType<typeof afterHearing>>(
      (known, [state, second]) => afterHearing(known, { state, at: at(second) }) ?? known,
      undefined,
    );

  it('is what they said last', () => {
    expect(heard(['opted_out', 1], ['opted_in', 2])).toEqual({ state: 'opted_in', at: at(2), since: at(2) });
    expect(heard(['opted_in', 2], ['opted_out', 1])).toEqual({ state: 'opted_in', at: at(2), since: at(2) });
  });

  it('remembers since when it has been so, and that it was said again', () => {
    const known = heard(['opted_out', 1], ['opted_out', 5]);

    expect(known).toEqual({ state: 'opted_out', at: at(5), since: at(1) });
    expect(afterHearing(known, { state: 'opted_in', at: at(4) })).toBeUndefined();
  });

  it('remembers their own latest text that says so, and none where only a carrier told', () => {
    const blocked = afterHearing(undefined, { state: 'opted_out', at: at(1) });
    const written = afterHearing(blocked, { state: 'opted_out', at: at(2), isWritten: true });
    const blockedAgain = afterHearing(written, { state: 'opted_out', at: at(3) });
    const back = afterHearing(blockedAgain, { state: 'opted_in', at: at(4) });

    expect(blocked).not.toHaveProperty('writtenAt');
    expect(written).toMatchObject({ since: at(1), writtenAt: at(2) });
    expect(blockedAgain).toMatchObject({ at: at(3), since: at(1), writtenAt: at(2) });
    expect(back).not.toHaveProperty('writtenAt');
  });

  it('is no where both were said at one instant', () => {
    expect(heard(['opted_out', 1], ['opted_in', 1])).toMatchObject({ state: 'opted_out' });
    expect(heard(['opted_in', 1], ['opted_out', 1])).toMatchObject({ state: 'opted_out' });
  });

  it('is not changed by hearing the same again', () => {
    expect(afterHearing(heard(['opted_out', 1]), { state: 'opted_out', at: at(1) })).toBeUndefined();
    expect(afterHearing(heard(['opted_in', 1]), { state: 'opted_in', at: at(1) })).toBeUndefined();
  });
});
