import type { LocalClock } from '../clock.ts';
import type { Reply } from './simulator.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;

type Remembered = { readonly at: number; readonly fingerprint: string; reply: Reply | undefined };

export type IdempotencyKeys = {
  /**
   * Runs `effect` once per key for 24 hours after the key's first use. `onClash` answers the same key with another
   * fingerprint, `onBusy` the same key while the first request is still running. `keep` says what a replay gets; undefined forgets the key.
   */
  once(use: {
    readonly key: string;
    readonly fingerprint: string;
    readonly effect: () => Promise<Reply>;
    readonly keep: (reply: Reply) => Reply | undefined;
    readonly onClash: () => Reply;
    readonly onBusy: () => Reply;
    readonly onReplay: (reply: Reply) => Reply;
  }): Promise<Reply>;
};

export const createIdempotencyKeys = (clock: LocalClock): IdempotencyKeys => {
  const remembered = new Map<string, Remembered>();
  return {
    async once({ key, fingerprint, effect, keep, onClash, onBusy, onReplay }) {
      const earlier = remembered.get(key);
      if (earlier !== undefined && clock.now() - earlier.at < KEPT_MS) {
        if (earlier.fingerprint !== fingerprint) return onClash();
        return earlier.reply === undefined ? onBusy() : onReplay(earlier.reply);
      }
      const entry: Remembered = { at: clock.now(), fingerprint, reply: undefined };
      remembered.set(key, entry);
      try {
        const reply = await effect();
        entry.reply = structuredClone(keep(reply));
        return reply;
      } finally {
        if (entry.reply === undefined) remembered.delete(key);
      }
    },
  };
};
