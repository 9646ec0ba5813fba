import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Cause } from './audit-entry.ts';

/** A change that a vendor's event brought about. */
export const toldBy = ({ vendor, eventId }: Pick<VendorEvent, 'vendor' | 'eventId'>): Cause => ({
  actor: `vendor:${vendor}`,
  id: eventId,
});
