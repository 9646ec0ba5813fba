import { describe, expect, it } from 'vitest';
import { pinLocks } from '../../../functions/adapters/secrets/pin-locks.ts';
import { randomBytes32 } from '../../../functions/runtime/random-bytes.ts';
import { sealedBy } from '../../../functions/runtime/sealing.ts';
import { secretsOf } from '../../support/secrets.ts';

const seal = sealedBy(randomBytes32);
const OF = ['biz_a1', 'brand_1', '1'] as const;
const locksOf = (...keys: [string, ...string[]]) => pinLocks(secretsOf({ codes: { keys } }));

describe('the lock of a PIN [N1, C3]', () => {
  it('opens what was sealed with it, and nothing that was sealed for another', async () => {
    const locks = locksOf('key 1');
    const sealed = seal(await locks.lockFor(...OF), '123456');

    expect(await locks.open(sealed, ...OF)).toBe('123456');
    expect(await locks.open(sealed, 'biz_a2', 'brand_1', '1')).toBeUndefined();
    expect(await locks.open('made up', ...OF)).toBeUndefined();
  });

  it('opens after the keys were changed once, and no more after they were changed twice', async () => {
    const sealed = seal(await locksOf('key 1').lockFor(...OF), '123456');

    expect(await locksOf('key 2', 'key 1').open(sealed, ...OF)).toBe('123456');
    expect(await locksOf('key 3', 'key 2').open(sealed, ...OF)).toBeUndefined();
  });

  it('opens in a container that has not heard yet of the key it was made with', async () => {
    const sealed = seal(await locksOf('key 2', 'key 1').lockFor(...OF), '123456');
    const late = pinLocks(secretsOf({ codes: { keys: ['key 1'] } }, { codes: { keys: ['key 2', 'key 1'] } }));

    expect(await late.open(sealed, ...OF)).toBe('123456');
  });

  it('is made where the stage has keys, and fails by name where it has none', async () => {
    await expect(pinLocks(secretsOf({ codes: undefined })).lockFor(...OF)).rejects.toThrow(/no codes/);
  });
});
