import { describe, expect, it } from 'vitest';
import { toE164 } from '../../../functions/domain/customer/phone.ts';

describe('a phone number as people write it', () => {
  it.each([
    ['+15125550187', '+15125550187'],
    ['15125550187', '+15125550187'],
    ['5125550187', '+15125550187'],
    ['(512) 555-0187', '+15125550187'],
    ['512.555.0187', '+15125550187'],
    ['1-512-555-0187', '+15125550187'],
    ['+1 (512) 555–0187', '+15125550187'],
    ['  512 555 0187 ', '+15125550187'],
    ['5 1 2, 5 5 5, 0 1 8 7', '+15125550187'],
    ['\u202a512\u2011555\u20110187\u202c', '+15125550187'],
    ['+442079460018', '+442079460018'],
    ['+44 20 7946 0018', '+442079460018'],
    ['+525512345678', '+525512345678'],
  ])('reads %j as %j', (written, expected) => {
    expect(toE164(written)).toBe(expected);
  });

  it.each([
    ['an empty text', ''],
    ['words', 'my usual number'],
    ['too few digits', '555-0187'],
    ['too many digits', '512555018799'],
    ['eleven digits that do not start with 1', '25125550187'],
    ['an area code that starts with 1', '1125550187'],
    ['an area code that starts with 0', '0125550187'],
    ['a service code as area code', '9115550187'],
    ['an area code kept for longer numbers', '5925550187'],
    ['an exchange that starts with 1', '5121550187'],
    ['a service code as exchange', '5129110187'],
    ['an extension', '512-555-0187 ext 4'],
    ['letters', '512-555-HVAC'],
    ['a bad number behind +1', '+11125550187'],
    ['a country code that starts with 0', '+0512555018'],
    ['a plus in the middle', '512+5550187'],
    ['more digits than E.164 has', '+4420794600181234'],
    ['only a plus', '+'],
  ])('refuses %s', (_what, written) => {
    expect(toE164(written)).toBeUndefined();
  });

  it('gives its own answer back unchanged', () => {
    const once = toE164('(512) 555-0187') ?? '';

    expect(toE164(once)).toBe(once);
  });
});
