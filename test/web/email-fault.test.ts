import { describe, expect, it } from 'vitest';
import { emailFault } from '../../web/src/ui/email-fault.ts';

const words = { missing: 'Write one.', incomplete: 'Write all of it.' };

describe('an e-mail address that somebody types [O3]', () => {
  it.each(['', '   '])('is missing where nothing is written: %j', (typed) => {
    expect(emailFault(typed, words)).toBe('Write one.');
  });

  it.each(['jo', 'jo@', '@example.com', 'jo@example', 'jo@example.', 'jo@.com', 'jo@a@b.com', 'j o@b.com'])(
    'is not complete: %s',
    (typed) => {
      expect(emailFault(typed, words)).toBe('Write all of it.');
    },
  );

  it.each(['jo@example.com', ' Jo.Doe+ac@mail.example.co.uk '])('is taken: %s', (typed) => {
    expect(emailFault(typed, words)).toBeUndefined();
  });
});
