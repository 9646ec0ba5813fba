import type { Platform } from '../../functions/contracts/platform.ts';
import { keptPlatform, type PlatformSecret, putPlatform, webhookSecrets } from './kept-platform.ts';
import type { Ask } from './open-connection.ts';
import { resendWebhook } from './resend.ts';
import { type Mode, type Outcome, settle } from './settle.ts';
import { PRICES, type Priced, stripePortal, stripePrice, stripeProduct, stripeWebhook } from './stripe.ts';
import {
  outboundProfile,
  trunk,
  trunkAddress,
  trunkCredentials,
  trunkRoute,
  verifyProfile,
} from './telnyx.ts';
import type { Thing } from './thing.ts';
import { VendorSaidNo, VendorSilent } from './vendor-api.ts';

export type Connecting = {
  readonly stage: string;
  /** Where the vendors reach the stage; without a slash at its end. */
  readonly apiUrl: string;
  /** Where people come in, which Stripe's pages lead back to; the same. */
  readonly webUrl: string;
  readonly secret: PlatformSecret;
  readonly ask: Ask;
  readonly mode: Mode;
  /** Told each outcome as it comes. */
  readonly tell: (outcome: Outcome) => void;
};

type Ids = { -readonly [Name in keyof Platform]?: string };

const isDone = ({ state }: Outcome): boolean => ['there', 'made', 'mended', 'replaced'].includes(state);

/** Nothing is missing, wrong or refused; where nothing was to be changed, nothing had to be. */
export const isConnected = (outcomes: readonly Outcome[]): boolean => outcomes.every(isDone);

/**
 * Makes sure that the platform has one of everything at each vendor, and that the stage's secret says which. Each step is
 * found before it is made, so that a run that was cut off anywhere is finished by the next. What one vendor refuses
 * stops what stands on it and nothing else. Throws where the secret itself cannot be read or written.
 */
export const connectStage = async (connecting: Connecting): Promise<readonly Outcome[]> => {
  const { stage, apiUrl, secret, ask, mode, tell } = connecting;
  const { stripe, telnyx, resend, retell } = ask;
  const outcomes: Outcome[] = [];
  const before = await keptPlatform(secret);
  const ids: Ids = { webUrl: connecting.webUrl };

  const add = (outcome: Outcome): void => {
    outcomes.push(outcome);
    tell(outcome);
  };
  const orRefused = async (title: string, work: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof VendorSaidNo || error instanceof VendorSilent)) throw error;
      return { title, state: 'refused', notes: [error.message] };
    }
  };
  const step = async (thing: Thing, named?: string): Promise<string | undefined> => {
    const outcome = await orRefused(thing.title, () => settle(thing, mode, named));
    add(outcome);
    return outcome.id;
  };
  const after = async (
    needed: string | undefined,
    title: string,
    next: (id: string) => Promise<unknown>,
  ): Promise<void> => {
    if (needed === undefined) add({ title, state: 'missing', notes: ['stands on what is not there'] });
    else await next(needed);
  };

  const price = async (name: 'monthlyPrice' | 'bookingFeePrice', priced: Priced): Promise<void> => {
    const product = await step(stripeProduct(stripe, priced));
    await after(product, `Stripe: ${priced.title}`, async (productId) => {
      ids[name] = await step(stripePrice(stripe, priced, productId), before[name]);
    });
  };
  const webhook = (section: 'stripe' | 'resend') => ({
    url: `${apiUrl}/webhooks/${section}`,
    secrets: webhookSecrets(secret, section),
  });

  await price('monthlyPrice', PRICES.monthlyPrice);
  await price('bookingFeePrice', PRICES.bookingFeePrice);
  ids.portalConfiguration = await step(stripePortal(stripe, stage), before.portalConfiguration);
  await step(stripeWebhook(stripe, { stage, ...webhook('stripe') }));

  ids.verifyProfileId = await step(verifyProfile(telnyx, stage), before.verifyProfileId);
  ids.outboundProfileId = await step(outboundProfile(telnyx, stage), before.outboundProfileId);
  await after(ids.outboundProfileId, 'Telnyx: trunk', async (profileId) => {
    const voiceUrl = `${apiUrl}/webhooks/telnyx/voice`;
    ids.trunkId = await step(trunk(telnyx, { stage, voiceUrl, profileId }), before.trunkId);
  });
  const { trunkId } = ids;
  await after(trunkId, 'Telnyx: address of the trunk', async (id) => {
    const addressId = await step(trunkAddress(telnyx, id));
    await after(addressId, 'Telnyx: where the trunk leads', (address) =>
      step(trunkRoute(telnyx, { stage, trunkId: id, addressId: address })),
    );
  });

  await step(resendWebhook(resend, webhook('resend')));
  add(
    await orRefused('Retell: key', async () => {
      await retell('GET', '/get-concurrency');
      return { title: 'Retell: key', state: 'there', notes: [] };
    }),
  );

  // Written before the trunk is told: a password that is lost on the way there is in the secret.
  add(await keepIds(connecting, before, ids, outcomes));
  const { trunkUsername, trunkPassword } = await keptPlatform(secret);
  if (trunkId === undefined || !trunkUsername || !trunkPassword)
    add({ title: 'Telnyx: credentials of the trunk', state: 'missing', notes: [] });
  else await step(trunkCredentials(telnyx, { stage, trunkId, login: { trunkUsername, trunkPassword } }));
  return outcomes;
};

const NAMES = [
  'monthlyPrice',
  'bookingFeePrice',
  'portalConfiguration',
  'trunkId',
  'outboundProfileId',
  'verifyProfileId',
  'webUrl',
] as const;

const keepIds = async (
  { secret, stage, mode }: Connecting,
  before: Partial<Platform>,
  ids: Ids,
  outcomes: readonly Outcome[],
): Promise<Outcome> => {
  const title = "The stage's secret: platform";
  const lacking = NAMES.filter((name) => ids[name] === undefined);
  const differing = NAMES.filter((name) => before[name] !== ids[name]);
  const isWhole = before.trunkUsername !== undefined && before.trunkPassword !== undefined;
  if (lacking.length === 0 && differing.length === 0 && isWhole) return { title, state: 'there', notes: [] };
  const isThere = Object.keys(before).length > 0;
  if (lacking.length > 0)
    return { title, state: isThere ? 'drifted' : 'missing', notes: [`waits for ${lacking.join(', ')}`] };
  // What was made just now has to be written, and what is missing; what somebody else wrote is for --mend.
  const fresh = new Set(outcomes.filter(({ state }) => state !== 'there').map(({ id }) => id));
  const isOurs = differing.every((name) => before[name] === undefined || fresh.has(ids[name]));
  if (mode === 'check' || (mode === 'make' && !isOurs)) {
    const notes = differing.map((name) => `${name} is another one`);
    return { title, state: isThere ? 'drifted' : 'missing', notes };
  }
  await putPlatform(secret, ids as Required<Ids>, stage);
  return { title, state: isThere ? 'mended' : 'made', notes: [] };
};
