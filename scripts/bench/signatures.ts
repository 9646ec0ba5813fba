import { generateKeyPairSync } from 'node:crypto';
import { Resend } from 'resend';
import Retell from 'retell-sdk';
import Stripe from 'stripe';
import Telnyx from 'telnyx';
import { resendSignature } from '../../functions/adapters/resend/signature.ts';
import { retellSignature } from '../../functions/adapters/retell/signature.ts';
import type { Secrets } from '../../functions/adapters/secrets/stage-secret.ts';
import { stripeSignature } from '../../functions/adapters/stripe/signature.ts';
import { telnyxSignature } from '../../functions/adapters/telnyx/signature.ts';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import type { Verify } from '../../functions/runtime/signed-request.ts';
import { signSvix } from '../local/vendors/resend/email-events.ts';
import { retellSignatureHeader } from '../local/vendors/retell/signature.ts';
import { signStripe } from '../local/vendors/stripe/events.ts';
import { signTelnyx } from '../local/vendors/telnyx/signature.ts';
import { type Figure, figure } from './figure.ts';
import type { Progress } from './progress.ts';
import { interleave, median, spreadOf } from './sampling.ts';

const RETELL_GOAL = 0.2;
const clock = { now: () => Date.now() };
const telnyxKeys = generateKeyPairSync('ed25519');

const secret: StageSecret = {
  v: 1,
  retell: { apiKeys: ['key_of_the_bench'] },
  telnyx: {
    apiKey: 'KEY_of_the_bench',
    publicKeys: [
      telnyxKeys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
    ],
  },
  stripe: { secretKey: 'sk_test_bench', webhookSecrets: ['whsec_of_the_bench'] },
  resend: { apiKey: 're_bench', webhookSecrets: [`whsec_${Buffer.alloc(24, 7).toString('base64')}`] },
  offers: { keys: ['offers'] },
  codes: { keys: ['codes'] },
};
/** As a warm container has it. */
const secrets: Secrets = { read: async () => secret, refresh: async () => secret };

type Headers = Readonly<Record<string, string>>;
type Check = {
  readonly signed: (body: string) => Headers;
  readonly ours: Verify;
  /** Throws, or answers false, where the signature is wrong. */
  readonly theirs: (body: string, headers: Headers) => unknown;
  /** The SDK also reads the JSON: so do we, to compare like with like. */
  readonly parses: boolean;
};

const [retellKey, stripeSecret, resendSecret] = [
  String(secret.retell.apiKeys[0]),
  String(secret.stripe.webhookSecrets[0]),
  String(secret.resend.webhookSecrets[0]),
];
const telnyx = new Telnyx({
  apiKey: secret.telnyx.apiKey,
  publicKey: String(secret.telnyx.publicKeys[0]),
});
const stripe = new Stripe(secret.stripe.secretKey);
const resend = new Resend(secret.resend.apiKey);

const checks: Readonly<Record<string, Check>> = {
  'Retell, beside retell-sdk verify': {
    signed: (body) => ({ 'x-retell-signature': retellSignatureHeader(retellKey, body, clock.now()) }),
    ours: retellSignature(secrets, clock),
    theirs: (body, headers) => Retell.verify(body, retellKey, String(headers['x-retell-signature'])),
    parses: false,
  },
  'Telnyx, beside telnyx unwrap': {
    signed: (body) => signTelnyx(telnyxKeys.privateKey, body, clock.now()),
    ours: telnyxSignature(secrets, clock),
    theirs: (body, headers) => telnyx.webhooks.unwrap(body, { headers }),
    parses: true,
  },
  'Stripe, beside stripe constructEvent': {
    signed: (body) => signStripe(stripeSecret, body, clock.now()),
    ours: stripeSignature(secrets, clock),
    theirs: (body, headers) =>
      stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), stripeSecret),
    parses: true,
  },
  'Resend, beside resend verify': {
    signed: (body) => signSvix(resendSecret, body, 'msg_bench', clock.now()),
    ours: resendSignature(secrets, clock),
    theirs: (payload, headers) =>
      resend.webhooks.verify({
        payload,
        headers: {
          id: String(headers['svix-id']),
          timestamp: String(headers['svix-timestamp']),
          signature: String(headers['svix-signature']),
        },
        webhookSecret: resendSecret,
      }),
    parses: true,
  },
};

const bodyOf = (characters: number): string =>
  JSON.stringify({
    id: 'evt_bench',
    object: 'event',
    type: 'call_ended',
    data: {
      object: { turns: Array.from({ length: characters / 64 }, (_, i) => `${i} ${'said '.repeat(11)}`) },
    },
  });

/** How often a check runs in one sample: long enough that the clock of the processor is fine enough. */
const bodies = {
  '1.4 KB': { body: bodyOf(1400), times: 300 },
  '0.7 MB': { body: bodyOf(700_000), times: 8 },
} as const;

/** Microseconds of processor time that one run of `work` takes. */
const cpuOf = (times: number, work: () => unknown) => ({
  async sample() {
    const before = process.cpuUsage();
    for (let run = 0; run < times; run += 1) await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  },
});

/** What checking a signature costs, ours beside the vendor's own. */
export const benchSignatures = async (progress: Progress): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [name, { signed, ours, theirs, parses }] of Object.entries(checks)) {
    for (const [size, { body, times }] of Object.entries(bodies)) {
      const headers = signed(body);
      const raw = Buffer.from(body);
      const header = (wanted: string) => headers[wanted];
      if ((await theirs(body, headers)) === false)
        throw new Error(`${name}: the SDK refuses a good signature`);
      const taken = await interleave(
        {
          ours: cpuOf(times, async () => {
            await ours({ raw, header });
            if (parses) JSON.parse(raw.toString('utf8'));
          }),
          theirs: cpuOf(times, () => theirs(body, headers)),
        },
        { warmUp: 3, progress: (what) => progress(`${name}, ${size}: ${what}`) },
      );
      figures.push(
        figure({
          name: `signature of ${name}, ${size}`,
          value: median(taken.ours),
          unit: 'µs CPU',
          peer: median(taken.theirs),
          spread: spreadOf(taken.ours),
          ...(name.startsWith('Retell') && { goal: RETELL_GOAL }),
          // The hash alone of so large a body takes longer than a fifth of what the SDK does.
          ...(size === '0.7 MB' && { explained: 'ADR 8' as const }),
        }),
      );
    }
  }
  return figures;
};
