import { describe, expect, it } from 'vitest';
import { randomBytes32 } from '../../functions/runtime/random-bytes.ts';
import { lockOf, opened, sealedBy } from '../../functions/runtime/sealing.ts';

const SECRET = 'a secret of the stage';
const PURPOSE = ['biz_a1', 'brand_1', '1'];
const lock = lockOf(SECRET, PURPOSE);
const seal = sealedBy(randomBytes32);

describe('a word that is sealed for who has the secret of its lock [C3]', () => {
  it.each(['123456', '', 'ÄÖ 😀', 'x'.repeat(500)])('is read by them: %s', (word) => {
    expect(opened(seal(lock, word), SECRET, PURPOSE)).toBe(word);
  });

  it('is written otherwise each time, and nowhere as it was said', () => {
    const [one = '', other = ''] = [seal(lock, '123456'), seal(lock, '123456')];

    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('123456');
    expect(opened(one, SECRET, PURPOSE)).toBe(opened(other, SECRET, PURPOSE));
  });

  it.each([
    ['another secret', 'another secret', PURPOSE],
    ['another business', SECRET, ['biz_a2', 'brand_1', '1']],
    ['another PIN', SECRET, ['biz_a1', 'brand_1', '2']],
    ['parts that run into each other', SECRET, ['biz_a1brand_1', '1']],
  ])('is read by nobody with %s', (_, secret, purpose) => {
    expect(opened(seal(lock, '123456'), secret, purpose)).toBeUndefined();
  });

  it('is read no more when any byte of it was changed', () => {
    const sealed = Buffer.from(seal(lock, '123456'), 'base64url');

    for (const at of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(opened(changed.toString('base64url'), SECRET, PURPOSE), `byte ${at}`).toBeUndefined();
    }
  });

  it.each(['', 'x', '%', 'A'.repeat(63), 'A'.repeat(64), 'A'.repeat(2_000)])(
    'is none where somebody made it up: %s',
    (sealed) => {
      expect(opened(sealed, SECRET, PURPOSE)).toBeUndefined();
    },
  );

  it.each(['', 'x', 'A'.repeat(43)])('is not sealed with what is no lock: %s', (none) => {
    expect(() => seal(none, '123456')).toThrow();
  });

  it('has the same lock whenever it is made, and another for another purpose', () => {
    expect(lockOf(SECRET, PURPOSE)).toBe(lock);
    expect(lockOf(SECRET, ['biz_a1', 'brand_1', '2'])).not.toBe(lock);
    expect(lockOf('another secret', PURPOSE)).not.toBe(lock);
  });
});
