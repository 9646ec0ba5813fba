import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { signSvix } from '../../scripts/local/vendors/resend/email-events.ts';
import { retellSignatureHeader } from '../../scripts/local/vendors/retell/signature.ts';
import { signStripe } from '../../scripts/local/vendors/stripe/events.ts';
import { TOMORROW } from './agent-tools.ts';
import type { FlowBusiness } from './flow-business.ts';
import {
  type Headers,
  resendScheme,
  retellScheme,
  type SignatureScheme,
  stripeScheme,
  telnyxScheme,
} from './signature-schemes.ts';
import type { FlowWorld } from './world.ts';

/** A place where somebody outside speaks to us, and how they prove who they are. */
export type SignedEdge = {
  readonly functionName: string;
  url(business: FlowBusiness): string;
  /** Acceptable, with `mark` somewhere in it. */
  body(business: FlowBusiness, mark: string): string;
  sign(body: string, atMs: number): Headers;
  /** As somebody would who has a key, only not the right one. */
  signWrongly(body: string, atMs: number): Headers;
  /** The same once more, in the pieces that a forger would vary. */
  readonly scheme: SignatureScheme;
  /** Of Telnyx: what verifies it. */
  readonly publicKey?: string;
};

const signTelnyx = (key: KeyObject, body: string, atMs: number): Headers => {
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), key).toString('base64');
  return { 'telnyx-timestamp': timestamp, 'telnyx-signature-ed25519': signature };
};

const signRetell = (key: string, body: string, atMs: number): Headers => ({
  'x-retell-signature': retellSignatureHeader(key, body, atMs),
});

/** The body of a tool call as Retell sends it, in a call of this business. */
export const toolCallBody = (
  { business, customerPhone }: FlowBusiness,
  name: string,
  args: unknown,
  differing: object = {},
): Record<string, unknown> => ({
  name,
  call: {
    call_id: `call_edge_${business.id}`,
    call_type: 'phone_call',
    agent_id: business.agentIds[0],
    from_number: customerPhone,
    to_number: business.numbers[0],
    ...differing,
  },
  args,
});

const lookupBody = (business: FlowBusiness, mark: string): string =>
  JSON.stringify({
    ...toolCallBody(business, 'lookup_availability', { service: 'Furnace repair', date_from: TOMORROW }),
    mark,
  });

/** Every edge of the world. Telnyx's private key is its own, so that a second one becomes live here. */
export const signedEdges = async (world: FlowWorld): Promise<Readonly<Record<string, SignedEdge>>> => {
  const ours = generateKeyPairSync('ed25519');
  const strangers = generateKeyPairSync('ed25519');
  const publicKey = ours.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  const { secret, cloud } = world;
  await cloud.updateSecret({
    ...secret,
    telnyx: { ...secret.telnyx, publicKeys: [...secret.telnyx.publicKeys, publicKey] },
  });
  const key = String(secret.retell.apiKeys[0]);
  const retell = {
    sign: (body: string, atMs: number) => signRetell(key, body, atMs),
    signWrongly: (body: string, atMs: number) => signRetell(`${key}x`, body, atMs),
    scheme: retellScheme(key),
  };
  return {
    'a tool': {
      functionName: 'voice/agent',
      url: ({ id }) => world.agentAddresses(id).toolUrl('lookup_availability'),
      body: lookupBody,
      ...retell,
    },
    'the ringing phone': {
      functionName: 'voice/agent',
      url: ({ id }) => world.agentAddresses(id).inboundWebhookUrl,
      body: ({ business }, mark) =>
        JSON.stringify({
          event: 'call_inbound',
          call_inbound: { agent_id: business.agentIds[0], to_number: business.numbers[0], from_number: mark },
        }),
      ...retell,
    },
    Retell: {
      functionName: 'webhooks/retell',
      url: () => `${cloud.apiUrl}/webhooks/retell`,
      body: (business, mark) =>
        JSON.stringify({ event: `call_${mark}`, call: toolCallBody(business, '', {}).call }),
      ...retell,
    },
    Telnyx: {
      functionName: 'webhooks/telnyx',
      url: () => `${cloud.apiUrl}/webhooks/telnyx/messaging`,
      body: (_, mark) =>
        JSON.stringify({
          data: {
            id: mark,
            event_type: 'message.unheard-of',
            occurred_at: '2026-11-23T15:00:00Z',
            payload: {},
          },
        }),
      sign: (body, atMs) => signTelnyx(ours.privateKey, body, atMs),
      signWrongly: (body, atMs) => signTelnyx(strangers.privateKey, body, atMs),
      scheme: telnyxScheme(ours.privateKey, strangers.privateKey),
      publicKey,
    },
    Stripe: {
      functionName: 'webhooks/stripe',
      url: () => `${cloud.apiUrl}/webhooks/stripe`,
      body: (_, mark) =>
        JSON.stringify({ id: `evt_${mark}`, object: 'event', type: 'unheard.of', data: { object: {} } }),
      sign: (body, atMs) => signStripe(String(secret.stripe.webhookSecrets[0]), body, atMs),
      signWrongly: (body, atMs) => signStripe('whsec_somebody_elses', body, atMs),
      scheme: stripeScheme(String(secret.stripe.webhookSecrets[0])),
    },
    Resend: {
      functionName: 'webhooks/resend',
      url: () => `${cloud.apiUrl}/webhooks/resend`,
      body: (_, mark) =>
        JSON.stringify({ type: 'email.unheard-of', created_at: '2026-11-23T15:00:00Z', data: { id: mark } }),
      sign: (body, atMs) => signSvix(String(secret.resend.webhookSecrets[0]), body, `msg_${atMs}`, atMs),
      signWrongly: (body, atMs) => signSvix('whsec_c29tZWJvZHkgZWxzZXM=', body, `msg_${atMs}`, atMs),
      scheme: resendScheme(String(secret.resend.webhookSecrets[0])),
    },
  };
};
