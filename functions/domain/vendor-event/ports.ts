import type { VendorEvent } from './vendor-event.ts';

export type VendorEvents = {
  /** Remembers an event from which nothing follows. Repeating it changes nothing. */
  remember(event: VendorEvent): Promise<void>;
};
