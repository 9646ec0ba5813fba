import { describe, expect, it } from 'vitest';
import { openChallenge, sealChallenge } from '../../../functions/domain/person/seal-challenge.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

/** A container that knows some keys, where others are live now. */
const knowing = (known: readonly string[], live = known) => ({
  by: hashing,
  codeKeys: async (how?: 'fresh') => (how === 'fresh' ? live : known),
});
const KEYS = ['key one', 'key two'];
const CHALLENGE = 'WyJ0b3RwIiwid2hvc2UiLCJzZXNzaW9uIl0.with.dots';

describe('a challenge that goes out and comes back', () => {
  it('comes back with the epoch that went out with it', async () => {
    const sealed = await sealChallenge(knowing(KEYS))(17, CHALLENGE);

    expect(await openChallenge(knowing(KEYS))(sealed)).toEqual({ epoch: 17, challenge: CHALLENGE });
  });

  it('comes back through a rotation of keys, both ways', async () => {
    const old = await sealChallenge(knowing(['key two']))(1, CHALLENGE);
    const young = await sealChallenge(knowing(KEYS))(1, CHALLENGE);

    expect(await openChallenge(knowing(KEYS))(old)).toMatchObject({ epoch: 1 });
    expect(await openChallenge(knowing(['key two'], KEYS))(young)).toMatchObject({ epoch: 1 });
  });

  it('is refused with another epoch, another challenge, another seal, another key or none', async () => {
    const sealed = await sealChallenge(knowing(KEYS))(1, CHALLENGE);
    const [epoch, seal] = sealed.split('.');
    const forged = [
      `2.${seal}.${CHALLENGE}`,
      `01.${seal}.${CHALLENGE}x`,
      `${epoch}.${seal}.${CHALLENGE}x`,
      `${epoch}.${seal?.slice(1)}.${CHALLENGE}`,
      `${epoch}..${CHALLENGE}`,
      `${epoch}.${seal}.`,
      CHALLENGE,
      '',
    ];

    for (const one of forged)
      await expect(openChallenge(knowing(KEYS))(one)).rejects.toThrow('wrong_credentials');
    await expect(openChallenge(knowing(['key three']))(sealed)).rejects.toThrow('wrong_credentials');
    await expect(openChallenge(knowing([]))(sealed)).rejects.toThrow('wrong_credentials');
  });
});
