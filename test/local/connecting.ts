import { createHash } from 'node:crypto';
import { connectStage } from '../../scripts/connect/connect-stage.ts';
import type { PlatformSecret } from '../../scripts/connect/kept-platform.ts';
import { askVendors } from '../../scripts/connect/open-connection.ts';
import type { Mode, Outcome } from '../../scripts/connect/settle.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startResend } from '../../scripts/local/vendors/resend/start-resend.ts';
import { startRetell } from '../../scripts/local/vendors/retell/retell.ts';
import { startStripe } from '../../scripts/local/vendors/stripe/start-stripe.ts';
import { startTelnyx } from '../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { wholeSecret } from '../support/whole-secret.ts';

export const STAGE = 'dev';
export const API_URL = 'https://api.dev.cloudgreet.example';
const WEB_URL = 'https://dev.cloudgreet.example';

type Secret = Record<string, Record<string, unknown>>;

/** A secret that is kept as Secrets Manager keeps it: what is replaced has to be the version that was read. */
export const keptInMemory = (value: object) => {
  let text = JSON.stringify(value);
  const versionOf = (of: string): string => createHash('sha256').update(of).digest('hex');
  const secret: PlatformSecret = {
    read: async () => JSON.parse(text),
    readVersion: async () => ({ text, versionId: versionOf(text) }),
    async replace(instead, to) {
      if (instead !== versionOf(text)) return false;
      text = to;
      return true;
    },
  };
  return {
    secret,
    now: () => JSON.parse(text) as Secret,
    put(to: object): void {
      text = JSON.stringify(to);
    },
  };
};

const waiting = { webhookUrl: () => undefined };

/** Four vendors where nothing of the platform is yet, and the secret of a stage that has its keys. */
export const startNewAccounts = async () => {
  const clock = createLocalClock();
  const retellKey = `key_${'a1'.repeat(14)}`;
  const [stripe, telnyx, resend, retell] = await Promise.all([
    startStripe({ clock, ...waiting, isNew: true }),
    startTelnyx({ clock, ...waiting, isNew: true }),
    startResend({ clock, ...waiting }),
    startRetell({ clock, apiKeys: [retellKey] }),
  ]);
  const { platform: _none, ...keys } = wholeSecret();
  const kept = keptInMemory({
    ...keys,
    retell: { apiKeys: [retellKey] },
    telnyx: { ...keys.telnyx, apiKey: telnyx.keys.apiKey },
    stripe: { secretKey: stripe.keys.secretKey },
    resend: { apiKey: resend.keys.apiKey },
  });
  const urls = { stripe: stripe.url, telnyx: `${telnyx.url}/v2`, resend: resend.url, retell: retell.url };

  type Books = {
    readonly state: {
      readonly products: readonly { id: string; active: boolean }[];
      readonly prices: readonly {
        id: string;
        active: boolean;
        lookup_key: string | null;
        unit_amount: number;
      }[];
      readonly portals: readonly { id: string; active: boolean; features: object }[];
      readonly endpoints: readonly {
        id: string;
        url: string;
        metadata: Record<string, string>;
        enabled_events: string[];
        api_version: string;
      }[];
    };
  };
  const books = async () => ((await (await fetch(`${stripe.url}/_inspect`)).json()) as Books).state;

  return {
    stripe,
    telnyx,
    resend,
    retell,
    kept,
    urls,
    books,
    /** Asks the vendors as whoever clicks there would. */
    ask: askVendors(kept.now(), urls),
    /** How many requests were answered or lost so far. */
    requests: () => [stripe, telnyx, resend, retell].reduce((sum, one) => sum + one.received().length, 0),
    /** Runs the command; `fetch` and `secret` stand in for those of the machine. */
    connect: async (
      mode: Mode,
      { fetch, secret = kept.secret }: { fetch?: typeof globalThis.fetch; secret?: PlatformSecret } = {},
    ): Promise<readonly Outcome[]> => {
      const ask = askVendors(kept.now(), urls, fetch);
      return connectStage({
        stage: STAGE,
        apiUrl: API_URL,
        webUrl: WEB_URL,
        secret,
        ask,
        mode,
        tell: () => undefined,
      });
    },
    /** How many there are of each kind that works. */
    async counted() {
      const { products, prices, portals, endpoints } = await books();
      const { profiles, trunks, addresses, verifyProfiles } = telnyx.platformObjects();
      return {
        products: products.length,
        prices: prices.filter(({ active }) => active).length,
        portals: portals.filter(({ active }) => active).length,
        endpoints: endpoints.length,
        profiles: profiles.length,
        trunks: trunks.length,
        addresses: addresses.length,
        verifyProfiles: verifyProfiles.length,
        webhooks: resend.endpoints().length,
      };
    },
    stop: () => Promise.all([stripe, telnyx, resend, retell].map((one) => one.stop())),
  };
};
export type NewAccounts = Awaited<ReturnType<typeof startNewAccounts>>;

/** What `counted` says of a stage that is connected. */
export const ONE_OF_EVERYTHING = {
  products: 2,
  prices: 2,
  portals: 1,
  endpoints: 1,
  profiles: 1,
  trunks: 1,
  addresses: 1,
  verifyProfiles: 1,
  webhooks: 1,
};

export const statesOf = (outcomes: readonly Outcome[]): Record<string, string> =>
  Object.fromEntries(outcomes.map(({ title, state }) => [title, state]));
