import type { VendorMessage } from '../../contracts/vendor-messages.ts';
import type { Quarantine, Release, VendorMessages } from './ports.ts';
import type { QuarantinedEvent } from './vendor-event.ts';

/** The message that leads a quarantined event to the worker once more; its row goes when the event was applied. */
export const releaseOf = (event: QuarantinedEvent & { readonly id: string }): VendorMessage => ({
  v: 1,
  vendor: event.vendor,
  receivedAt: event.receivedAt,
  ...(event.correlationId !== undefined && { correlationId: event.correlationId }),
  bodyKey: event.bodyKey,
  quarantineId: event.id,
});

export const releaseQuarantined =
  (deps: { readonly quarantine: Pick<Quarantine, 'list'>; readonly messages: VendorMessages }): Release =>
  async (awaits) => {
    const waiting = await deps.quarantine.list(awaits);
    for (const event of waiting) await deps.messages.put(releaseOf(event));
    return waiting.length;
  };
