import { eventually } from './eventually.ts';
import type { onboardingOf } from './onboarding.ts';
import type { People } from './people.ts';
import type { FlowWorld } from './world.ts';

type OnItsWay = Awaited<ReturnType<typeof onboardingOf>>;

export type ToldClosing = {
  readonly state: string;
  readonly open: readonly string[];
  readonly waitsFor?: string;
  readonly because?: string;
  readonly confirmations: readonly {
    readonly vendor: string;
    readonly what: string;
    readonly id: string;
    readonly at?: string;
  }[];
};

/** All that every vendor has of a business at this moment, asked of the vendors. */
export const heldBy = async (world: FlowWorld, businessId: string) => {
  const { stripe, telnyx, retell } = world;
  const configuration = (await world.rows()).find(({ id, sk }) => id === businessId && sk === '0#CFG');
  const customer = (configuration?.billing as { stripeCustomerId?: string } | undefined)?.stripeCustomerId;
  const { llms, agents, importedNumbers } = retell.books();
  const has = (thing: unknown) => JSON.stringify(thing).includes(businessId);
  const bought = telnyx
    .orders()
    .filter(({ customer_reference: reference }) => reference === businessId)
    .flatMap(({ phone_numbers: numbers }) => numbers.map(({ phone_number: number }) => number));
  return {
    subscriptions: [...stripe.lives.subscriptions.values()].filter(
      (one) => one.customer === customer && one.status !== 'canceled',
    ).length,
    numbers: bought.filter((number) => telnyx.whoRings(number, true).rings !== 'nobody').length,
    profiles: telnyx.profiles().filter(({ name }) => name.startsWith(`${businessId} `)).length,
    campaigns: telnyx
      .campaigns()
      .filter(({ campaignStatus, referenceId }) => has(referenceId ?? '') && campaignStatus !== 'TCR_EXPIRED')
      .length,
    brands: telnyx.brands().filter(has).length,
    imported: importedNumbers.filter(has).length,
    agents: agents.filter(has).length,
    models: llms.filter(has).length,
  };
};

export const NOTHING_HELD = {
  subscriptions: 0,
  numbers: 0,
  profiles: 0,
  campaigns: 0,
  brands: 0,
  imported: 0,
  agents: 0,
  models: 0,
};

/** An owner who leaves with a business, through the web API. */
export const leavingOf = (people: People, { businessId, by }: OnItsWay) => {
  const token = by.tokens.accessToken;
  const at = `/v1/businesses/${businessId}`;
  const close = (ends: 'now' | 'period-end') => people.api('PUT', `${at}/closing`, { token, body: { ends } });
  const suspend = (state: 'suspended' | 'served') =>
    people.api('PUT', `${at}/suspension`, { token, body: { state } });
  const show = () => people.api('GET', `${at}/closing`, { token });
  const closing = async () => (await show()).body as ToldClosing;
  const until = async (wanted: Partial<ToldClosing>): Promise<ToldClosing> => {
    await eventually(`the closing to be ${JSON.stringify(wanted)}`, async () => {
      const now = await closing();
      for (const [name, value] of Object.entries(wanted))
        if (JSON.stringify(now[name as keyof ToldClosing]) !== JSON.stringify(value))
          throw new Error(`it is ${JSON.stringify(now)}`);
    });
    return closing();
  };
  return { close, suspend, show, closing, until };
};
