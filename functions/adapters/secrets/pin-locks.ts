import type { PinLocks } from '../../domain/onboarding/ports.ts';
import { lockOf, opened } from '../../runtime/sealing.ts';
import { codeKeys, type Secrets } from './stage-secret.ts';

/** Locks made of the keys of codes: a PIN that was sealed before the last two of them opens no more. */
export const pinLocks = (secrets: Secrets): PinLocks => {
  const keysOf = codeKeys(secrets);
  const openedBy = (keys: readonly string[], sealed: string, purpose: readonly string[]) =>
    keys.map((key) => opened(sealed, key, purpose)).find((word) => word !== undefined);
  return {
    async lockFor(...purpose) {
      const [newest] = await keysOf();
      if (newest === undefined) throw new Error('the stage secret has no key of codes');
      return lockOf(newest, purpose);
    },
    async open(sealed, ...purpose) {
      return openedBy(await keysOf(), sealed, purpose) ?? openedBy(await keysOf('fresh'), sealed, purpose);
    },
  };
};
