import type { StageSecret } from '../../../functions/contracts/secrets.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { createResendModel } from '../../../scripts/local/vendors/resend/resend-model.ts';
import { createRetellAccount } from '../../../scripts/local/vendors/retell/account-model.ts';
import { createStripeModel } from '../../../scripts/local/vendors/stripe/stripe-model.ts';
import { createTelnyxModel } from '../../../scripts/local/vendors/telnyx/telnyx-model.ts';
import type { WebhookMessage } from '../../../scripts/local/vendors/webhook-deliveries.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { firstTelnyxPair } from './keyring.ts';
import type { WebhookVendor } from './webhooks.ts';

/** How long after its acceptance a text shows in Telnyx's records. */
const RECORDS_LAG_MS = 20_000;
const FIRST_RETELL_KEY = 'key_retell_first';

/** The vendors' own models, as the local cloud's simulators have them, on the run's clock and chance. */
export const makeModels = (
  kernel: Kernel,
  chance: Chance,
  deliver: (vendor: WebhookVendor, path: string, message: WebhookMessage) => void,
) => {
  const clock = { now: () => kernel.now };
  const told = (vendor: WebhookVendor, path: string) => ({
    clock,
    chance,
    webhookUrl: () => `https://api${path}`,
    send: (message: WebhookMessage) => deliver(vendor, path, message),
  });
  return {
    stripe: createStripeModel({
      ...told('stripe', '/webhooks/stripe'),
      bookingFee: { priceId: 'price_booking_fee', amountCents: 5000 },
    }),
    telnyx: createTelnyxModel({
      ...told('telnyx', '/webhooks/telnyx/messaging'),
      keyPair: firstTelnyxPair,
      recordsLagMs: RECORDS_LAG_MS,
      carries: 'when told',
      pace: { order: 45_000, brand: 120_000, campaign: 180_000, assignment: 20_000 },
      wake: (afterMs, wake) => kernel.after(afterMs, wake),
      webhookUrls: {
        voice: () => 'https://api/webhooks/telnyx/voice',
        orders: () => 'https://api/webhooks/telnyx/orders',
        registrations: () => 'https://api/webhooks/telnyx/10dlc',
      },
      // Each kind of event to where it is to be told; what is to be told nowhere is not.
      send: (message) => {
        for (const url of message.urls.slice(0, 1)) deliver('telnyx', new URL(url).pathname, message);
      },
    }),
    resend: createResendModel(told('resend', '/webhooks/resend')),
    retell: createRetellAccount({ clock, chance, apiKeys: () => [FIRST_RETELL_KEY] }),
  };
};

export type Models = ReturnType<typeof makeModels>;

/** The stage's secret as it is before any key is changed. */
export const firstSecret = ({ stripe, telnyx, resend }: Models): Required<StageSecret> => ({
  v: 1,
  retell: { apiKeys: [FIRST_RETELL_KEY] },
  telnyx: { apiKey: telnyx.keys.apiKey, publicKeys: [telnyx.keys.publicKey] },
  stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: [stripe.keys.webhookSecret] },
  resend: { apiKey: resend.keys.apiKey, webhookSecrets: [resend.keys.webhookSecret] },
  offers: { keys: ['offers_first'] },
  codes: { keys: ['codes_first'] },
  originSecret: 'origin-first-'.repeat(3),
  platform: LOCAL_PLATFORM,
});
