import type { Vendor, VendorMessage } from '../contracts/vendor-messages.ts';
import { parseJson } from './signed-request.ts';

export type RawBodies = { read(key: string): Promise<string> };

/** What applies one vendor's events. Must be repeatable and indifferent to order. */
export type Apply = (body: unknown, receivedAt: string) => Promise<unknown>;

/** Fetches the body where it was too large for the queue, and hands it to its vendor's operation. */
export const applyVendorEvent =
  (deps: { readonly bodies: RawBodies; readonly apply: Readonly<Record<Vendor, Apply>> }) =>
  async (message: VendorMessage): Promise<void> => {
    const body = message.bodyKey === undefined ? message.body : await deps.bodies.read(message.bodyKey);
    await deps.apply[message.vendor](parseJson(body ?? ''), message.receivedAt);
  };
