import type { Traffic } from '../../../scripts/local/vendors/traffic.ts';
import type { Part } from './part.ts';
import { partsOfResendExchange, partsOfResendWebhook } from './resend.ts';
import { partsOfRetellExchange, partsOfRetellQuestion, partsOfRetellWebhook } from './retell.ts';
import { partsOfStripeExchange, partsOfStripeWebhook } from './stripe.ts';
import { partsOfTelnyxExchange, partsOfTelnyxWebhook } from './telnyx.ts';

const exchanges = {
  resend: partsOfResendExchange,
  retell: partsOfRetellExchange,
  stripe: partsOfStripeExchange,
  telnyx: partsOfTelnyxExchange,
};
const webhooks = {
  resend: partsOfResendWebhook,
  retell: partsOfRetellWebhook,
  stripe: partsOfStripeWebhook,
  telnyx: partsOfTelnyxWebhook,
};

const known = <Reader>(readers: Readonly<Record<string, Reader>>, vendor: string): Reader => {
  const reader = readers[vendor];
  if (reader === undefined) throw new Error(`no contract is read for ${vendor}`);
  return reader;
};

/** Everything in a piece of traffic that a contract can say something of. */
export const partsOf = (traffic: Traffic): readonly Part[] => {
  if (traffic.kind === 'exchange') return known(exchanges, traffic.vendor)(traffic);
  if (traffic.kind === 'webhook') return known(webhooks, traffic.vendor)(traffic);
  return partsOfRetellQuestion(traffic);
};
