import type { Derivation } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';

export type SealDeps = {
  readonly by: Pick<Derivation, 'mac'>;
  /** Live keys; `fresh`: as they are now, where those that are known do not fit. */
  readonly codeKeys: (how?: 'fresh') => Promise<readonly string[]>;
};

const sealOf = (by: SealDeps['by'], key: string, epoch: number, challenge: string): string =>
  by.mac(key, 'challenge', epoch, challenge);

/**
 * A challenge as it goes out and comes back, with the epoch under which its password was accepted. Sealed: whoever holds
 * it would choose a later one.
 */
export const sealChallenge =
  ({ by, codeKeys }: SealDeps) =>
  async (epoch: number, challenge: string): Promise<string> => {
    const [key] = await codeKeys();
    if (key === undefined) throw new Error('there is no key to seal a challenge with');
    return [epoch, sealOf(by, key, epoch, challenge), challenge].join('.');
  };

/** Refuses with `wrong_credentials` what was not sealed here: whoever asks signs in from the beginning. */
export const openChallenge =
  ({ by, codeKeys }: SealDeps) =>
  async (sealed: string): Promise<{ readonly epoch: number; readonly challenge: string }> => {
    // A number is spelled in one way only: tries are counted by the text.
    const [, digits = '', seal, challenge = ''] = /^(0|[1-9]\d{0,8})\.([a-z2-7]+)\.(.+)$/s.exec(sealed) ?? [];
    const epoch = Number(digits);
    const fits = (keys: readonly string[]) =>
      seal !== undefined && keys.some((key) => sealOf(by, key, epoch, challenge) === seal);
    // Another container may have heard of a new key before us.
    if (!fits(await codeKeys()) && !fits(await codeKeys('fresh'))) throw new Refusal('wrong_credentials');
    return { epoch, challenge };
  };
