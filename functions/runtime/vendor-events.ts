import type { Vendor, VendorMessage } from '../contracts/vendor-messages.ts';
import { parseJson } from './signed-request.ts';

export type RawBodies = { read(key: string): Promise<string> };

export type Applying<Fact> = {
  readonly bodies: RawBodies;
  /** What each vendor's JSON means. */
  readonly read: Readonly<Record<Vendor, (body: unknown, receivedAt: string) => Fact>>;
  /** Must be repeatable and indifferent to order. */
  readonly apply: (fact: Fact) => Promise<unknown>;
};

/** Fetches the body where it was too large for the queue, reads it as its vendor's, and applies what it says. */
export const applyVendorEvent =
  <Fact>(deps: Applying<Fact>) =>
  async (message: VendorMessage): Promise<void> => {
    const body = message.bodyKey === undefined ? message.body : await deps.bodies.read(message.bodyKey);
    await deps.apply(deps.read[message.vendor](parseJson(body ?? ''), message.receivedAt));
  };
