import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resendSignature } from '../../../functions/adapters/resend/signature.ts';
import { retellSignature } from '../../../functions/adapters/retell/signature.ts';
import type { Secrets } from '../../../functions/adapters/secrets/stage-secret.ts';
import { stripeSignature } from '../../../functions/adapters/stripe/signature.ts';
import { telnyxSignature } from '../../../functions/adapters/telnyx/signature.ts';
import type { StageSecret } from '../../../functions/contracts/secrets.ts';
import { Refusal } from '../../../functions/domain/errors.ts';

export type Heard = {
  readonly vendor: string;
  readonly how: 'accepted' | 'repeated' | 'refused';
  /** Of the event, or why it was refused. */
  readonly what: string;
};

// biome-ignore lint/suspicious/noExplicitAny: four vendors' JSON, read for two fields
type Body = any;

/** How each vendor proves itself, and where its events carry their id and type. */
const vendors = {
  stripe: { prove: stripeSignature, idOf: (body: Body) => body.id, typeOf: (body: Body) => body.type },
  telnyx: {
    prove: telnyxSignature,
    idOf: (body: Body) => body.data.id,
    typeOf: (body: Body) => body.data.event_type,
  },
  retell: {
    prove: retellSignature,
    idOf: (body: Body) => `${body.event}:${body.call.call_id}`,
    typeOf: (body: Body) => body.event,
  },
  resend: {
    prove: resendSignature,
    idOf: (_: Body, { headers }: IncomingMessage) => headers['svix-id'],
    typeOf: (body: Body) => body.type,
  },
} as const;

const rawBodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/**
 * Hears webhooks at `/stripe`, `/telnyx`, `/retell` and `/resend`. The three steps that matter: check the signature over
 * the bytes as they came and before anything is parsed; act once for each id, because every vendor repeats itself;
 * answer at once and work later.
 */
export const startReceiver = async (options: {
  readonly keys: StageSecret;
  readonly onHeard: (heard: Heard) => void;
  readonly port?: number;
}): Promise<{ readonly url: string; stop(): Promise<void> }> => {
  const secrets: Secrets = { read: async () => options.keys, refresh: async () => options.keys };
  const clock = { now: () => Date.now() };
  const seen = new Set<string>();

  /** The status to answer with. */
  const hear = async (request: IncomingMessage): Promise<number> => {
    const name = request.url?.slice(1) ?? '';
    if (!Object.hasOwn(vendors, name)) return 404;
    const vendor = vendors[name as keyof typeof vendors];
    const raw = await rawBodyOf(request);
    const header = (wanted: string) => request.headers[wanted]?.toString();
    try {
      await vendor.prove(secrets, clock)({ raw, header });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      options.onHeard({ vendor: name, how: 'refused', what: `${error.code} (${error.facts.because})` });
      return 401;
    }
    const body = JSON.parse(raw.toString('utf8'));
    const id = `${name}:${vendor.idOf(body, request)}`;
    options.onHeard({ vendor: name, how: seen.has(id) ? 'repeated' : 'accepted', what: vendor.typeOf(body) });
    seen.add(id);
    return 200;
  };

  const server = createServer((request, response) => {
    hear(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
