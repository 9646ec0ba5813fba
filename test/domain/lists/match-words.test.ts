import { describe, expect, it } from 'vitest';
import { matchWords } from '../../../functions/domain/lists/match-words.ts';

const dana = { text: 'Dana Reyes', phone: '+15125550187' };

describe('whom somebody looks for [C3]', () => {
  it.each([undefined, 'dana', 'REY', 'reyes  dana', '(512) 555-0187', '+1 512.555', '0187'])(
    'is found by %j',
    (words) => {
      expect(matchWords(words)(dana)).toBe(true);
    },
  );

  it.each(['dan x', '51', '512 5551', 'danna'])('is not found by %j', (words) => {
    expect(matchWords(words)(dana)).toBe(false);
  });

  it('is found by number where no name is known', () => {
    expect(matchWords('5550187')({ ...dana, text: undefined })).toBe(true);
    expect(matchWords('Dana')({ ...dana, text: undefined })).toBe(false);
  });
});
