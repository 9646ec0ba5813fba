import { describe, expect, it } from 'vitest';
import { consentIn } from '../../../functions/domain/customer/consent.ts';

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

describe('what a text says about texting', () => {
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

    for (const text of written) expect(consentIn(text), text).toBe('opted_out');
  });

  it.each(['START', 'start', ' Start. ', 'UNSTOP', 'un-stop'])('is yes again for %j', (text) => {
    expect(consentIn(text)).toBe('opted_in');
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
    'HELP',
    'YES',
    '',
    '🛑',
  ])('is nothing for %j', (text) => {
    expect(consentIn(text)).toBeUndefined();
  });
});
