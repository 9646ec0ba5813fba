import * as z from 'zod/mini';
import { CorrelationId } from './ids.ts';

export const Vendor = z.enum(['retell', 'telnyx', 'stripe', 'resend']);
export type Vendor = z.infer<typeof Vendor>;

/**
 * A verified webhook on its way from the edge to the worker that applies it. Large bodies lie in the raw bucket and the
 * message carries their key; so does one that comes out of quarantine.
 */
export const VendorMessage = z.object({
  v: z.literal(1),
  vendor: Vendor,
  /** ISO instant at which our edge took it. */
  receivedAt: z.iso.datetime(),
  correlationId: z.optional(CorrelationId),
  body: z.optional(z.string()),
  bodyKey: z.optional(z.string()),
  /** Of the quarantined event that this message releases. */
  quarantineId: z.optional(z.string()),
});
export type VendorMessage = z.infer<typeof VendorMessage>;
