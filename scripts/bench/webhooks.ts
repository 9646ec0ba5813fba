import { generateKeyPairSync } from 'node:crypto';
import { signSvix } from '../local/vendors/resend/email-events.ts';
import { retellSignatureHeader } from '../local/vendors/retell/signature.ts';
import { signStripe } from '../local/vendors/stripe/events.ts';
import { signTelnyx } from '../local/vendors/telnyx/signature.ts';
import type { World } from '../local/world.ts';
import { startBenchWorld } from './bench-world.ts';
import { type Figure, figure } from './figure.ts';
import { hangUp, post } from './post.ts';
import type { Progress } from './progress.ts';
import { interleave, median, type Side, spreadOf, timed } from './sampling.ts';
import { EMPTY_PATH, withEmptyFunction } from './with-empty-function.ts';

type Headers = Readonly<Record<string, string>>;
type Delivery = {
  readonly path: string;
  readonly event: object;
  readonly sign: (body: string, atMs: number) => Headers;
};

const telnyxKeys = generateKeyPairSync('ed25519');
const telnyxPublicKey = telnyxKeys.publicKey
  .export({ type: 'spki', format: 'der' })
  .subarray(-32)
  .toString('base64');

/** One event of each vendor, about as large as they are. */
const deliveriesOf = ({ secret }: World): Readonly<Record<string, Delivery>> => {
  const words = { note: 'said '.repeat(200) };
  return {
    Retell: {
      path: '/webhooks/retell',
      event: { event: 'call_started', call: { call_id: 'call_bench', agent_id: 'agent_bench001', ...words } },
      sign: (body, atMs) => ({
        'x-retell-signature': retellSignatureHeader(String(secret.retell.apiKeys[0]), body, atMs),
      }),
    },
    Telnyx: {
      path: '/webhooks/telnyx/messaging',
      event: {
        data: {
          id: 'bench',
          event_type: 'message.sent',
          occurred_at: '2026-11-23T15:00:00Z',
          payload: words,
        },
      },
      sign: (body, atMs) => signTelnyx(telnyxKeys.privateKey, body, atMs),
    },
    Stripe: {
      path: '/webhooks/stripe',
      event: { id: 'evt_bench', object: 'event', type: 'invoice.paid', data: { object: words } },
      sign: (body, atMs) => signStripe(String(secret.stripe.webhookSecrets[0]), body, atMs),
    },
    Resend: {
      path: '/webhooks/resend',
      event: { type: 'email.delivered', created_at: '2026-11-23T15:00:00Z', data: words },
      sign: (body, atMs) => signSvix(String(secret.resend.webhookSecrets[0]), body, 'msg_bench', atMs),
    },
  };
};

const EMPTY = 'empty';

const sidesOf = (world: World): Record<string, Side> => {
  const { cloud, clock } = world;
  const answered = async (path: string, headers: Headers, body: string) => {
    const { status, text } = await post(`${cloud.apiUrl}${path}`, headers, body);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  };
  const vendors = Object.entries(deliveriesOf(world)).map(([name, { path, event, sign: signed }]) => {
    const body = JSON.stringify(event);
    return [name, { sample: () => timed(() => answered(path, signed(body, clock.now()), body)) }] as const;
  });
  const body = JSON.stringify({ note: 'said '.repeat(220) });
  return {
    ...Object.fromEntries(vendors),
    [EMPTY]: { sample: () => timed(() => answered(EMPTY_PATH, {}, body)) },
  };
};

/** How soon a vendor's delivery is acknowledged (verified, and stored on the queue), beside a function that does nothing. */
export const benchWebhooks = async (progress: Progress): Promise<Figure[]> => {
  let remove = () => {};
  const bench = await startBenchWorld(progress, {
    prepare(assembly) {
      const made = withEmptyFunction(assembly);
      remove = made.remove;
      return made.directory;
    },
  });
  try {
    const { world } = bench;
    await world.cloud.functions.pause('workers/apply-vendor-event');
    const { telnyx } = world.secret;
    await world.cloud.updateSecret({
      ...world.secret,
      telnyx: { ...telnyx, publicKeys: [telnyxPublicKey, ...telnyx.publicKeys.slice(0, 1)] },
    });
    const taken = await interleave(sidesOf(world), { samples: 30, warmUp: 15, progress });
    const empty = taken[EMPTY] ?? [];
    return Object.entries(taken)
      .filter(([name]) => name !== EMPTY)
      .map(([name, samples]) =>
        figure({
          name: `acknowledgement of ${name}, beside an empty function`,
          value: median(samples),
          unit: 'ms',
          peer: median(empty),
          spread: spreadOf(samples),
        }),
      );
  } finally {
    hangUp();
    await bench.stop();
    remove();
  }
};
