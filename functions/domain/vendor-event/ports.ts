import type { VendorMessage } from '../../contracts/vendor-messages.ts';
import type { QuarantinedEvent, VendorEvent } from './vendor-event.ts';

export type VendorEvents = {
  /**
   * Remembers an event from which nothing follows, with the key of its body where that is kept. Repeating it changes
   * nothing.
   */
  remember(event: VendorEvent, bodyKey?: string): Promise<void>;
};

export type SettingAside = {
  /**
   * Keeps an event in quarantine until it is removed, and answers its id there. Written and counted once: of one that
   * is there only `triedAt` changes, to this one's `setAsideAt`. Nothing is written once the event has been applied.
   */
  put(event: QuarantinedEvent): Promise<string>;
};

export type Quarantine = {
  find(id: string): Promise<QuarantinedEvent | undefined>;
  /** With their ids, oldest setting aside first. Without `awaits`: all there are. */
  list(awaits?: string): Promise<readonly (QuarantinedEvent & { readonly id: string })[]>;
  /** Of one that is gone: nothing. */
  remove(id: string): Promise<void>;
};

/** Bodies of events, under keys derived from what they are kept for: the same again has the same key. */
export type KeptBodies = {
  /** For an event of a kind we do not know: as long as its inbox row. */
  keepUnknown(event: VendorEvent, body: string): Promise<string>;
  /** Until it is removed. */
  keepQuarantined(event: VendorEvent, awaits: string, body: string): Promise<string>;
  removeQuarantined(key: string): Promise<void>;
};

/** The queue in front of the worker that applies vendors' events. Resolves once the message is stored durably. */
export type VendorMessages = { put(message: VendorMessage): Promise<void> };

/**
 * Puts all that waits in quarantine for this back on its way, and answers how many that were. To be called after
 * what they await has been stored, by whoever stored it; repeating it is harmless.
 */
export type Release = (awaits: string) => Promise<number>;
