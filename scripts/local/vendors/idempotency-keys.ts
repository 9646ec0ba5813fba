import type { Reply } from './simulator.ts';
import type { Clock } from './vendor-model.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;

type Remembered = { readonly at: number; readonly fingerprint: string; reply: Reply | undefined };

/**
 * `new`: nothing is remembered, and the key is in progress until `keep` says what a replay gets (undefined forgets the
 * key). `clash`: the key came with another fingerprint. `busy`: its first request is still running.
 */
export type KeyUse =
  | { readonly is: 'new'; keep(reply: Reply | undefined): void }
  | { readonly is: 'clash' }
  | { readonly is: 'busy' }
  | { readonly is: 'done'; readonly reply: Reply };

export type IdempotencyKeys = {
  /** Remembers for 24 hours after the key's first use; later the same key is a new one. */
  use(key: string, fingerprint: string): KeyUse;
};

export const createIdempotencyKeys = (clock: Clock): IdempotencyKeys => {
  const remembered = new Map<string, Remembered>();
  return {
    use(key, fingerprint) {
      const earlier = remembered.get(key);
      if (earlier !== undefined && clock.now() - earlier.at < KEPT_MS) {
        if (earlier.fingerprint !== fingerprint) return { is: 'clash' };
        return earlier.reply === undefined ? { is: 'busy' } : { is: 'done', reply: earlier.reply };
      }
      const entry: Remembered = { at: clock.now(), fingerprint, reply: undefined };
      remembered.set(key, entry);
      return {
        is: 'new',
        keep(reply) {
          entry.reply = reply;
          if (reply === undefined && remembered.get(key) === entry) remembered.delete(key);
        },
      };
    },
  };
};
