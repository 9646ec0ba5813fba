import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1), z.maxLength(128));

/** What the platform itself has at the vendors, made once a stage by `npm run connect`: ids, and the trunk's password. */
export const Platform = z.object({
  /** Stripe's prices of a month and of one booking. */
  monthlyPrice: id,
  bookingFeePrice: id,
  /** What owners may do on Stripe's pages. */
  portalConfiguration: id,
  /** Telnyx's id of the trunk by which calls to our numbers reach the voice vendor. */
  trunkId: id,
  /** By which the voice vendor's transfers leave. */
  outboundProfileId: id,
  trunkUsername: id,
  trunkPassword: id,
  /** By which Telnyx sends codes to phones. */
  verifyProfileId: id,
  /** Where the dashboard is: Stripe's pages lead back to it. The output `WebUrl` of the stage, without a slash at its end. */
  webUrl: z.string().check(z.regex(/^https?:\/\/[^\s/]+$/)),
});
export type Platform = z.infer<typeof Platform>;

/** Of a month of the service: what `monthlyPrice` is made with. */
export const MONTHLY_CENTS = 20_000;
