import type { Vendor, VendorMessage } from '../contracts/vendor-messages.ts';
import { parseJson } from './signed-request.ts';

export type RawBodies = { read(key: string): Promise<string> };

/** The quarantined event that a message brings back. */
type From = { readonly quarantineId: string; readonly bodyKey: string };

type Delivery = { readonly body: string; readonly correlationId: string | undefined; readonly from?: From };

export type Applying<Fact> = {
  readonly bodies: RawBodies;
  /** What each vendor's JSON means. */
  readonly read: Readonly<Record<Vendor, (body: unknown, receivedAt: string) => Fact>>;
  /** Must be repeatable and indifferent to order. */
  readonly take: (fact: Fact, delivery: Delivery) => Promise<unknown>;
  readonly quarantine: { find(id: string): Promise<unknown> };
  /** Finishes what an earlier release of the same event may have left undone. */
  readonly leave: (place: From) => Promise<void>;
};

const placeOf = ({ quarantineId, bodyKey }: VendorMessage): From | undefined =>
  quarantineId === undefined || bodyKey === undefined ? undefined : { quarantineId, bodyKey };

/** Fetches the body where it was too large for the queue, reads it as its vendor's, and applies what it says. */
export const applyVendorEvent =
  <Fact>(deps: Applying<Fact>) =>
  async (message: VendorMessage): Promise<void> => {
    const from = placeOf(message);
    // Released twice, and applied by now: its body is gone.
    if (from && (await deps.quarantine.find(from.quarantineId)) === undefined) return deps.leave(from);
    const body =
      message.bodyKey === undefined ? (message.body ?? '') : await deps.bodies.read(message.bodyKey);
    const fact = deps.read[message.vendor](parseJson(body), message.receivedAt);
    const { correlationId } = message;
    await deps.take(fact, { body, correlationId, ...(from && { from }) });
  };
