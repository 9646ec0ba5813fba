import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resendChecks } from '../../functions/adapters/resend/check-key.ts';
import { retellChecks } from '../../functions/adapters/retell/check-key.ts';
import { stripeChecks } from '../../functions/adapters/stripe/check-key.ts';
import { telnyxChecks } from '../../functions/adapters/telnyx/check-key.ts';
import type { VendorCheck, VendorChecks } from '../../functions/domain/health/ports.ts';
import { askVendor } from '../../functions/runtime/ask-vendor.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startResend } from '../../scripts/local/vendors/resend/start-resend.ts';
import { startRetell } from '../../scripts/local/vendors/retell/retell.ts';
import { startStripe } from '../../scripts/local/vendors/stripe/start-stripe.ts';
import { startTelnyx } from '../../scripts/local/vendors/telnyx/start-telnyx.ts';

const clock = createLocalClock();
const nothing = () => undefined;
const RETELL_KEY = 'key_of_retell_0123456789';

const startAll = async () => {
  const [stripe, telnyx, resend, retell] = await Promise.all([
    startStripe({ clock, webhookUrl: nothing }),
    startTelnyx({ clock, webhookUrl: nothing }),
    startResend({ clock, webhookUrl: nothing }),
    startRetell({ clock, apiKeys: [RETELL_KEY] }),
  ]);
  return { stripe, telnyx, resend, retell };
};
let vendors: Awaited<ReturnType<typeof startAll>>;
beforeAll(async () => {
  vendors = await startAll();
});
afterAll(() => Promise.all(Object.values(vendors).map(({ stop }) => stop())));

const asked = (checks: VendorChecks, setting: string): VendorCheck => checks[setting] as VendorCheck;

/** Each vendor's check beside a key that it knows. */
const checks = () => {
  const { stripe, telnyx, resend, retell } = vendors;
  return {
    stripe: [asked(stripeChecks({ STRIPE_API_URL: stripe.url }), 'stripe.secretKey'), stripe.keys.secretKey],
    telnyx: [
      asked(telnyxChecks({ TELNYX_API_URL: `${telnyx.url}/v2` }), 'telnyx.apiKey'),
      telnyx.keys.apiKey,
    ],
    resend: [asked(resendChecks({ RESEND_API_URL: resend.url }), 'resend.apiKey'), resend.keys.apiKey],
    retell: [asked(retellChecks({ RETELL_API_URL: retell.url }), 'retell.apiKeys'), RETELL_KEY],
  } as const;
};
const NAMES = ['stripe', 'telnyx', 'resend', 'retell'] as const;

describe('a key, shown to its vendor [O6]', () => {
  it.each(NAMES)('of %s is taken, and nothing comes of it', async (name) => {
    const [ask, key] = checks()[name];
    const before = JSON.stringify(await inspect(name));

    expect(await ask(key, nothing)).toBe('answers');
    expect(JSON.stringify(await inspect(name))).toBe(before);
  });

  it.each(NAMES)('of %s is refused where it is another', async (name) => {
    const [ask] = checks()[name];

    expect(await ask('sk_test_of_somebody_else', nothing)).toBe('refuses');
  });

  it.each(NAMES)('is not refused while %s is away', async (name) => {
    const [ask, key] = checks()[name];
    vendors[name].faults.down(true);
    const said = await ask(key, nothing);
    vendors[name].faults.down(false);

    expect(said).toBe('unreachable');
  });
});

const inspect = async (name: (typeof NAMES)[number]): Promise<unknown> => {
  const answer = (await (await fetch(`${vendors[name].url}/_inspect`)).json()) as { state: unknown };
  return answer.state;
};

describe('the price of the booking fee [O6]', () => {
  const ask = (price: string, key?: string) =>
    asked(stripeChecks({ STRIPE_API_URL: vendors.stripe.url }), 'platform.bookingFeePrice')(price, (name) =>
      name === 'stripe.secretKey' ? key : undefined,
    );

  it('is known to the account of our key', async () => {
    const { keys, bookingFeePrice } = vendors.stripe;

    expect(await ask(bookingFeePrice, keys.secretKey)).toBe('answers');
    expect(await ask('price_of_another', keys.secretKey)).toBe('refuses');
  });

  it('cannot be looked up by a key that is none', async () => {
    expect(await ask(vendors.stripe.bookingFeePrice, 'sk_test_wrong')).toBe('unclear');
    expect(await ask(vendors.stripe.bookingFeePrice)).toBe('unclear');
  });
});

describe('what a vendor says [O6]', () => {
  let stop = nothing as () => void;
  afterEach(() => stop());

  const listening = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = () => {
      server.closeAllConnections();
      server.close();
    };
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it.each([
    [200, 'answers'],
    [204, 'answers'],
    [302, 'unclear'],
    [400, 'unclear'],
    [401, 'refuses'],
    [402, 'unclear'],
    [403, 'refuses'],
    [404, 'answers'],
    [429, 'unreachable'],
    [499, 'unclear'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ] as const)('by %i means that it %s', async (status, means) => {
    const url = await listening((_, response) => response.writeHead(status, { location: '/other' }).end());

    expect(await askVendor({ vendor: 'stripe', url, key: 'key' })).toBe(means);
  });

  it('is not waited for longer than the time it has', async () => {
    const url = await listening(() => undefined);

    expect(await askVendor({ vendor: 'stripe', url, key: 'key', withinMs: 20 })).toBe('unreachable');
  });

  it('is nothing where nobody listens', async () => {
    expect(await askVendor({ vendor: 'stripe', url: 'http://127.0.0.1:9', key: 'key' })).toBe('unreachable');
  });

  it('of a key that may only send is that it is known', async () => {
    const url = await listening((_, response) =>
      response.writeHead(401).end('{"statusCode":401,"name":"restricted_api_key"}'),
    );

    expect(await asked(resendChecks({ RESEND_API_URL: url }), 'resend.apiKey')('re_12345678', nothing)).toBe(
      'answers',
    );
  });

  it('elsewhere is never heard: the key goes to no other address', async () => {
    const asked: string[] = [];
    const url = await listening((request, response) => {
      asked.push(String(request.url));
      response.writeHead(307, { location: '/elsewhere' }).end();
    });

    await askVendor({ vendor: 'stripe', url: `${url}/here`, key: 'key' });

    expect(asked).toEqual(['/here']);
  });
});
