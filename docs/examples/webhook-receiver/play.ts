import Stripe from 'stripe';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { startTelnyx } from '../../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { startReceiver } from './receiver.ts';

/** A receiver, and two simulated vendors that call it: well, twice, and with a signature for other bytes. */

const clock = createLocalClock();
let receiverUrl: string | undefined;
const at = (path: string) => () => receiverUrl && `${receiverUrl}${path}`;
const stripe = await startStripe({ clock, webhookUrl: at('/stripe'), webhookRetryMs: [] });
const telnyx = await startTelnyx({ clock, webhookUrl: at('/telnyx'), webhookRetryMs: [] });
const receiver = await startReceiver({
  // A stage's secret has this shape; these keys are the simulators', made a moment ago.
  keys: {
    v: 1,
    retell: { apiKeys: ['none'] },
    telnyx: { apiKey: telnyx.keys.apiKey, publicKeys: [telnyx.keys.publicKey] },
    stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: [stripe.keys.webhookSecret] },
    resend: { apiKey: 'none', webhookSecrets: ['none'] },
    offers: { keys: ['none'] },
    codes: { keys: ['none'] },
  },
  onHeard: ({ vendor, how, what }) => console.log(`${how.padEnd(8)} ${vendor}: ${what}`),
});
receiverUrl = receiver.url;

const { hostname, port } = new URL(stripe.url);
const client = new Stripe(stripe.keys.secretKey, {
  host: hostname,
  port,
  protocol: 'http',
  telemetry: false,
});
stripe.faults.addWebhook({ type: 'invoice.created', effect: 'repeat', copies: 3 });
await client.invoices.create({
  customer: stripe.addCustomer({ name: 'Rainy Creek Plumbing' }),
  currency: 'usd',
});
await stripe.webhooks.idle();

telnyx.addNumber('+15125550142', 'profile');
telnyx.receiveText({ from: '+15125550187', to: '+15125550142', text: 'STOP' });
await telnyx.webhooks.idle();
telnyx.faults.addWebhook({ effect: 'forge' });
telnyx.receiveText({ from: '+15125550199', to: '+15125550142', text: 'START' });
await telnyx.webhooks.idle();

await Promise.all([stripe.stop(), telnyx.stop(), receiver.stop()]);
