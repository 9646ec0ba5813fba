import { expect, test } from 'vitest';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { type Code, digitsOf, nextCode } from '../../../functions/domain/person/code.ts';
import { redeemCode } from '../../../functions/domain/person/redeem-code.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';

const ids = derivedIds(hashing);
const email = 'olivia@apexhvac.example';
const addressId = ids.addressOf('owners', email);
const code = nextCode(
  undefined,
  { addressId, circle: 'owners', email, purpose: { kind: 'reset-password' } },
  'nonce',
  NOW,
) as Code;

/** A container that knows some keys, where others are live now; counts the tries that were taken. */
const aContainer = (known: string[], live = known) => {
  const taken: string[] = [];
  const redeem = redeemCode({
    ids,
    by: hashing,
    codeKeys: async (how) => (how === 'fresh' ? live : known),
    codes: {
      takeTry: async (_, name) => {
        taken.push(name);
        return code;
      },
    },
  });
  return {
    taken,
    redeem: (digits: string) => redeem('owners', email, { kind: 'reset-password' }, digits, NOW),
  };
};

test('a code made with either live key is right', async () => {
  const { redeem } = aContainer(['new', 'old']);

  expect(await redeem(digitsOf(hashing, 'old', code))).toBe(code);
  expect(await redeem(digitsOf(hashing, 'new', code))).toBe(code);
});

test('a code made with a key that this container has not heard of is right, and costs one try', async () => {
  const { redeem, taken } = aContainer(['old'], ['new', 'old']);

  expect(await redeem(digitsOf(hashing, 'new', code))).toBe(code);
  expect(taken).toEqual(['reset-password']);
});

test('a code made with a key that is live no more is wrong', async () => {
  const { redeem } = aContainer(['new']);

  await expect(redeem(digitsOf(hashing, 'gone', code))).rejects.toMatchObject({ code: 'code_invalid' });
});
