import type { Reply } from '../../../scripts/local/vendors/simulator.ts';
import {
  type ModelRequest,
  modelRequest,
  type VendorModel,
} from '../../../scripts/local/vendors/vendor-model.ts';
import { type Container, InFlight } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';

export type Carrier = {
  readonly kernel: Kernel;
  /** By the host that adapters know them under. */
  readonly models: Readonly<Record<string, VendorModel>>;
  /** The key that a vendor takes now, and the first one, which alone its model knows. */
  readonly apiKeys: (vendor: string) => { readonly live: string; readonly first: string };
  /** Hears of every request that was done, whatever becomes of the answer. */
  readonly onDone: (vendor: string, request: ModelRequest, reply: Reply) => void;
};

/** A reply where the kernel expects an error: to a client it is an answer. */
class Instead extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('answered by an error document');
    this.reply = reply;
  }
}

/** The codes below a failed fetch, as undici names them. */
const failedFetch = (code: string): Error =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });

const ABORTED = () => Object.assign(new Error('The operation was aborted.'), { name: 'AbortError' });

/** What the SDKs read of a response, without streams, whose turns are not the kernel's. */
const responseOf = ({ status, body, headers }: Reply) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: String(status),
    url: '',
    headers: new Headers({ 'content-type': type, ...headers }),
    body: null,
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
  } as unknown as Response;
};

/** What may come back although the work was done: a proxy's page, half an answer, something else. */
const GARBAGE: readonly Reply[] = [
  { status: 502, body: '<html><body>502 Bad Gateway</body></html>' },
  { status: 200, body: '<html><body>It works!</body></html>' },
  { status: 200, body: '{"id":"in_1' },
  { status: 200, body: {} },
  { status: 200, body: { error: 'something went wrong' } },
  { status: 200, body: [] },
];

/** `POST invoices/pay`: what is asked, without whose it is. */
const actionOf = (method: string, path: string): string =>
  `${method} ${path
    .split('/')
    .filter((part) => part !== '' && !/\d/.test(part) && !/^[a-z]+_[A-Za-z]{14,}$/.test(part))
    .join('/')}`;

/** The headers as the model understands them: the key that is live now is the first one to it, and no other is any. */
const admitted = (
  headers: Readonly<Record<string, string>>,
  { live, first }: ReturnType<Carrier['apiKeys']>,
): Record<string, string> => {
  const isLive = headers.authorization === `Bearer ${live}`;
  return { ...headers, authorization: `Bearer ${isLive ? first : 'a key that was taken away'}` };
};

/** SDK time-outs as the adapters set them. */
const PATIENCE_MS = 8_000;

/**
 * Whoever sets something up where there are no keys looks again two minutes after an answer that never came: what a vendor has
 * not done in one of them and a quarter, it does not do: clocks differ.
 */
const LATE_WITHOUT_KEY_MS = 75_000;

const lateMostOf = (name: string, path: string): { readonly lateMostMs?: number } =>
  name === 'retell' || (name === 'telnyx' && path !== '/v2/messages')
    ? { lateMostMs: LATE_WITHOUT_KEY_MS }
    : {};

/** A vendor call as an I/O point: what goes wrong is the network's, the vendor's or the reader's. */
export const carrierOf =
  ({ kernel, models, apiKeys, onDone }: Carrier, container: Container): typeof fetch =>
  async (input, init) => {
    const url = new URL(String(input));
    const name = url.hostname.split('.')[0] ?? '';
    const model = models[name];
    if (model === undefined) throw new Error(`nobody listens at ${url.hostname}`);
    const method = init?.method ?? 'GET';
    const request = modelRequest({
      method,
      url: `${url.pathname}${url.search}`,
      headers: admitted(Object.fromEntries(new Headers(init?.headers)), apiKeys(name)),
      rawBody: typeof init?.body === 'string' ? init.body : '',
    });
    const { chance } = kernel;

    const done = (): Reply | InFlight<Reply> => {
      const begun = model.begin(request);
      if ('status' in begun) return begun;
      // The vendor takes its time: a second request with the key meets the first one still running.
      const tookMs = kernel.mishap(0.05) ? chance.int(6_000) : chance.between(20, 300);
      return new InFlight(tookMs, () => {
        const reply = begun.run();
        onDone(name, request, reply);
        return begun.finish(reply);
      });
    };

    const unavailable = (): Error => {
      switch (chance.int(5)) {
        case 0:
          return new Instead(model.failure(429, 'Too many requests'));
        case 1:
          return new Instead(model.handle(request, { crash: 'before' }));
        case 2:
          return failedFetch('ECONNREFUSED');
        case 3:
          return failedFetch('ECONNRESET');
        default:
          return new Instead(model.failure(503, 'Service unavailable'));
      }
    };

    try {
      const reply = await kernel.io<Reply>(container, {
        place: `${name}.${actionOf(method, url.pathname)}`,
        about: () => `${url.pathname}${method === 'GET' ? url.search.slice(0, 80) : ''}`,
        effect: done,
        patienceMs: PATIENCE_MS,
        unavailable,
        timedOut: ABORTED,
        garbled: () => chance.pick(GARBAGE),
        // Done, and then the vendor breaks: Stripe keeps that answer under the key for a day.
        partial: () => {
          const begun = model.begin(request);
          if ('status' in begun) return begun;
          onDone(name, request, begun.run());
          return begun.finish(model.failure(500, 'Something went wrong after it was done.'));
        },
        latencyMs: [5, 60],
        ...lateMostOf(name, url.pathname),
      });
      return responseOf(reply);
    } catch (error) {
      if (error instanceof Instead) return responseOf(error.reply);
      throw error;
    }
  };
