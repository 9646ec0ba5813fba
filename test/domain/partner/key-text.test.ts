import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PartnerKeyId } from '../../../functions/contracts/ids.ts';
import { keyIdIn, keyText } from '../../../functions/domain/partner/key-text.ts';

const ID = 'key_abcdefghijklmnopqrstuvwxyz' as PartnerKeyId;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the text of a key', () => {
  it('says which key it is, whatever its secret', () => {
    fc.assert(
      fc.property(bytes, (secret) => {
        const text = keyText(ID, secret);
        expect(text).toMatch(/^cgp_abcdefghijklmnopqrstuvwxyz_[0-9A-Za-z]{49}$/);
        expect(keyIdIn(text)).toBe(ID);
      }),
    );
  });

  it('is another for every other secret', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        fc.pre(Buffer.compare(one, other) !== 0);
        expect(keyText(ID, one)).not.toBe(keyText(ID, other));
      }),
    );
  });

  it('ends with the CRC-32 that everybody computes, in Base62', () => {
    const text = keyText(ID, new Uint8Array(32).fill(7));
    let number = crc32(text.slice(0, -6));
    let check = '';
    for (let left = 6; left > 0; left -= 1) {
      check = LETTERS[number % 62] + check;
      number = Math.floor(number / 62);
    }

    expect(text.slice(-6)).toBe(check);
  });

  it('is none once a letter is another, or two that stand side by side have changed places', () => {
    fc.assert(
      fc.property(bytes, fc.nat(79), fc.constantFrom(...LETTERS), (secret, at, letter) => {
        const text = keyText(ID, secret);
        const mistyped = text.slice(0, at) + letter + text.slice(at + 1);
        const swapped = text.slice(0, at) + text.slice(at + 1, at + 2) + text[at] + text.slice(at + 2);
        expect(mistyped === text || keyIdIn(mistyped) === undefined).toBe(true);
        expect(swapped === text || keyIdIn(swapped) === undefined).toBe(true);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a word', 'nonsense'],
    ['one that is cut', keyText(ID, new Uint8Array(32)).slice(0, -1)],
    ['one with a letter more', `${keyText(ID, new Uint8Array(32))}0`],
    ['one with a space', ` ${keyText(ID, new Uint8Array(32))}`],
    ['one with a line feed', `${keyText(ID, new Uint8Array(32))}\n`],
    ['two of them', keyText(ID, new Uint8Array(32)).repeat(2)],
    ['one in capitals', keyText(ID, new Uint8Array(32)).toUpperCase()],
  ])('is no %s', (_, text) => {
    expect(keyIdIn(text)).toBeUndefined();
  });

  it('is not made of less chance than it says', () => {
    expect(() => keyText(ID, new Uint8Array(31))).toThrow('32 bytes');
  });
});
