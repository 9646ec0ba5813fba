import { generateKeyPairSync } from 'node:crypto';
import { Agent } from 'node:http';
import type { Business } from '../../functions/domain/business/business.ts';
import { signSvix } from '../local/vendors/resend/email-events.ts';
import { retellSignatureHeader } from '../local/vendors/retell/signature.ts';
import { signStripe } from '../local/vendors/stripe/events.ts';
import { signTelnyx } from '../local/vendors/telnyx/signature.ts';
import type { World } from '../local/world.ts';
import { post } from './post.ts';

type Slot = { readonly slot_id: string; readonly starts_at: string };

/** What a caller was told. */
export type Told = {
  readonly ok: boolean;
  readonly code?: string;
  readonly slots?: readonly Slot[];
  readonly booking_id?: string;
  readonly starts_at?: string;
};

/** What was asked in a call, and what was heard. */
export type Heard = {
  readonly at: number;
  readonly businessId: string;
  readonly callId: string;
  readonly from: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly answer: Told | undefined;
};

type Vendor = 'retell' | 'telnyx' | 'stripe' | 'resend';
export type Acknowledged = { readonly vendor: Vendor; readonly id: string; readonly rawBody: string };

type Headers = Readonly<Record<string, string>>;
type Delivery = { readonly path: string; readonly body: object; readonly sign: (rawBody: string) => Headers };

/** How long one request took, in milliseconds. */
export type Taken = { readonly what: string; readonly ms: number };

const DAY_MS = 86_400_000;
/** So many days ahead there are offers. */
const DAYS = 20;
const VENDORS: readonly Vendor[] = ['retell', 'telnyx', 'stripe', 'resend'];

const telnyxKeys = generateKeyPairSync('ed25519');

/** Makes the world believe what is signed in Telnyx's place. To be called before anything is posted. */
export const trustLoadClients = async ({ cloud, secret }: World): Promise<void> => {
  const key = telnyxKeys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  const { telnyx } = secret;
  await cloud.updateSecret({ ...secret, telnyx: { ...telnyx, publicKeys: [key, ...telnyx.publicKeys] } });
};

/** Callers and vendors who post signed requests to the HTTP API, and remember what they were told. */
export const createLoadClients = (
  { cloud, clock, secret, agentAddresses }: World,
  businesses: readonly Business[],
) => {
  const agent = new Agent({ keepAlive: true });
  const heard: Heard[] = [];
  const acknowledged: Acknowledged[] = [];
  const refused: { readonly path: string; readonly status: number; readonly text: string }[] = [];
  let serial = 0;

  const send = async (what: string, url: string, headers: Headers, rawBody: string) => {
    const begun = performance.now();
    const { status, text } = await post(url, headers, rawBody, agent);
    const taken: Taken = { what, ms: performance.now() - begun };
    if (status !== 200) refused.push({ path: new URL(url).pathname, status, text });
    return { taken, status, text };
  };
  const byRetell = (rawBody: string): Headers => ({
    'x-retell-signature': retellSignatureHeader(String(secret.retell.apiKeys[0]), rawBody, clock.now()),
  });
  const callOf = (business: Business, callId: string, from: string) => ({
    call_id: callId,
    call_type: 'phone_call',
    agent_id: business.agentIds[0],
    from_number: from,
    to_number: business.numbers[0],
  });
  const customer = (): string => `+1512558${1000 + (serial % 9000)}`;

  const useTool = async (business: Business, callId: string, tool: string, args: Heard['args']) => {
    const from = String(args.customer_phone ?? customer());
    const rawBody = JSON.stringify({ name: tool, call: callOf(business, callId, from), args });
    const url = agentAddresses(business.id).toolUrl(tool);
    const { taken, status, text } = await send(tool, url, byRetell(rawBody), rawBody);
    const answer = status === 200 ? (JSON.parse(text) as Told) : undefined;
    heard.push({ at: clock.now(), businessId: business.id, callId, from, tool, args, answer });
    return { taken, answer };
  };

  const deliveryOf = (vendor: Vendor, business: Business, mark: string): Delivery => {
    const at = new Date(clock.now()).toISOString();
    switch (vendor) {
      case 'retell': {
        const call = { ...callOf(business, `call_load_${mark}`, customer()), start_timestamp: clock.now() };
        return { path: '/webhooks/retell', body: { event: 'call_started', call }, sign: byRetell };
      }
      case 'telnyx': {
        const from = { phone_number: customer() };
        const to = [{ phone_number: business.messaging.from }];
        const payload = { id: mark, direction: 'inbound', text: 'On my way', from, to };
        const data = { id: mark, event_type: 'message.received', occurred_at: at, payload };
        const sign = (rawBody: string) => signTelnyx(telnyxKeys.privateKey, rawBody, clock.now());
        return { path: '/webhooks/telnyx/messaging', body: { data }, sign };
      }
      case 'stripe': {
        const object = { id: `ch_${mark}`, object: 'charge', customer: business.billing.stripeCustomerId };
        const created = Math.floor(clock.now() / 1000);
        const body = {
          id: `evt_${mark}`,
          object: 'event',
          type: 'charge.updated',
          created,
          data: { object },
        };
        const sign = (rawBody: string) =>
          signStripe(String(secret.stripe.webhookSecrets[0]), rawBody, clock.now());
        return { path: '/webhooks/stripe', body, sign };
      }
      case 'resend': {
        const body = {
          type: 'email.opened',
          created_at: at,
          data: { email_id: mark, to: [business.owner.email] },
        };
        const sign = (rawBody: string) =>
          signSvix(String(secret.resend.webhookSecrets[0]), rawBody, `msg_${mark}`, clock.now());
        return { path: '/webhooks/resend', body, sign };
      }
    }
  };

  const next = (): Business => {
    serial += 1;
    return businesses[serial % businesses.length] as Business;
  };

  return {
    heard: heard as readonly Heard[],
    acknowledged: acknowledged as readonly Acknowledged[],
    /** What was answered with anything but 200. */
    refused: refused as readonly (typeof refused)[number][],
    /** A caller who looks up a day and books one of the times offered. */
    async call(): Promise<readonly Taken[]> {
      const business = next();
      const mine = serial;
      const callId = `call_booking_${mine}`;
      const service = String(business.services.at(-1)?.name);
      const day = new Date(clock.now() + (1 + (Math.floor(mine / businesses.length) % DAYS)) * DAY_MS);
      const date = day.toISOString().slice(0, 10);
      const wish = { service, date_from: date, date_to: date };
      const { taken: lookup, answer } = await useTool(business, callId, 'lookup_availability', wish);
      const { slots = [] } = answer ?? {};
      const slot = slots[mine % Math.max(1, slots.length)];
      if (slot === undefined) return [lookup];
      const { taken: booking } = await useTool(business, callId, 'book_appointment', {
        slot_id: slot.slot_id,
        service,
        customer_name: 'Dana Reyes',
        customer_phone: customer(),
        address: '12 Oak St, Austin',
      });
      return [lookup, booking];
    },
    /** A vendor that tells of something. */
    async webhook(): Promise<readonly Taken[]> {
      const business = next();
      const vendor = VENDORS[serial % VENDORS.length] as Vendor;
      const mark = `load${serial}x`;
      const { path, body, sign } = deliveryOf(vendor, business, mark);
      const rawBody = JSON.stringify(body);
      const { taken, status } = await send('webhook', `${cloud.apiUrl}${path}`, sign(rawBody), rawBody);
      if (status === 200) acknowledged.push({ vendor, id: mark, rawBody });
      return [taken];
    },
    /** Somebody who asks a function that does nothing. */
    async ask(path: string): Promise<readonly Taken[]> {
      const rawBody = JSON.stringify({ note: 'said '.repeat(60) });
      return [(await send('empty', `${cloud.apiUrl}${path}`, {}, rawBody)).taken];
    },
    hangUp: () => agent.destroy(),
  };
};

export type LoadClients = ReturnType<typeof createLoadClients>;

/** So many who each begin again as soon as they are answered, for so long; what each request took, and how long all did. */
export const closedLoop = async (
  clients: number,
  forMs: number,
  turn: () => Promise<readonly Taken[]>,
): Promise<{ readonly taken: readonly Taken[]; readonly seconds: number }> => {
  const begun = performance.now();
  const taken: Taken[] = [];
  const goOn = async (): Promise<void> => {
    while (performance.now() - begun < forMs) taken.push(...(await turn()));
  };
  await Promise.all(Array.from({ length: clients }, goOn));
  return { taken, seconds: (performance.now() - begun) / 1000 };
};
