import { setTimeout as wait } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { nounOf } from '../../functions/adapters/dynamodb/rows.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { StepName } from '../../functions/contracts/onboarding.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { type DemoBusiness, describedDemo, senderOf } from './demo-business.ts';
import { acceptBusiness, type Owner } from './owner.ts';
import { type PartnerProgram, partnerOf } from './partner-program.ts';
import type { Place } from './place.ts';

type Told = NonNullable<
  Awaited<ReturnType<PartnerProgram['showPartnerBusiness']>>['onboarding']
>['steps'][number];

/** What a step is waited to be like. */
export type Wanted = {
  readonly step: StepName;
  readonly state?: string | undefined;
  readonly waitsFor?: string | undefined;
  readonly problem?: string | undefined;
};

const PATIENCE_MS = 45_000;
const LOOK_EVERY_MS = 100;

/** A business that a partner has opened, on its way to its line. */
export type OnItsWay = {
  readonly id: BusinessId;
  /** undefined: nobody who asks the API. */
  readonly owner: Owner | undefined;
  /** As its partner is shown it. */
  steps(): Promise<readonly Told[]>;
  /** Resolves when the step is so; throws with what it is when that takes too long. */
  until(wanted: Wanted): Promise<Told>;
  /** Has a code sent to the owner's phone and reads it back. */
  provesPhone(): Promise<void>;
  /** Types a card in on Stripe's page. Whether it was taken. */
  pays(card: string): Promise<boolean>;
  /** Says who sends the business's texts, and waits until US carriers take them. */
  registersTexts(): Promise<void>;
  /** Says something of a step, as whoever owns the business by now. */
  says(what: { chooses: string } | { retries: StepName } | { reopens: true }): Promise<void>;
  /** At Stripe, months and banks bring this about. */
  subscriptionBecomes(status: string): Promise<void>;
  /** As it is configured now. Throws where it has no line. */
  business(): Promise<Business>;
};

const configured = async ({ table }: Place, id: BusinessId): Promise<Business | undefined> => {
  const { Item } = await table.db.send(
    new GetCommand({ TableName: table.name, Key: keys.configuration(id), ConsistentRead: true }),
  );
  return Item?.agentIds && nounOf<Business>(Item as { v: 1 });
};

/** A card that is taken, and is nobody else's: whoever has tried the service with a card does not try it again. */
const ownCardOf = (phone: string): string => `42424242${phone.slice(-8)}`;

const notOnItsWay = () =>
  Promise.reject(new Error('this business was not onboarded, and has nothing to say of it'));

/** One that was opened with its line, beside the API. */
export const thereAlready = (business: Business): OnItsWay => ({
  id: business.id,
  owner: undefined,
  steps: async () => [],
  until: notOnItsWay,
  provesPhone: notOnItsWay,
  pays: notOnItsWay,
  registersTexts: notOnItsWay,
  says: notOnItsWay,
  subscriptionBecomes: notOnItsWay,
  business: async () => business,
});

/** Onboards a business by one call of a partner's program, and has its owner take it over. */
export const openByPartner = async (
  place: Place,
  /** `password`: what its owner chooses; without it that of every scenario's owner. */
  wanted: DemoBusiness & { readonly areaCode: string; readonly password?: string },
  onNews: (text: string) => void,
): Promise<OnItsWay> => {
  const { vendors } = place;
  const partner = await partnerOf(place, onNews);
  const described = describedDemo(wanted);
  const { businessId: id } = await partner.openBusinessForOwner({
    key: `onboard-${wanted.key}`,
    body: { ...described, externalId: wanted.key, line: { areaCode: wanted.areaCode } },
  });
  const path = { businessId: id };
  const phone = String(described.owner.phones[0]);
  onNews(
    `Trade Desk's program opens ${wanted.name} with one call: ${id}, with a number from ${wanted.areaCode}.`,
  );
  const owner = await acceptBusiness(place, {
    businessId: id,
    email: described.owner.email,
    password: wanted.password,
  });
  onNews(`Olivia takes it over, by the code in the e-mail to ${described.owner.email}.`);

  const steps = async () => (await partner.showPartnerBusiness({ path })).onboarding?.steps ?? [];
  const until = async ({ step, ...like }: Wanted): Promise<Told> => {
    const end = performance.now() + PATIENCE_MS;
    const given = Object.entries(like).filter(([, value]) => value !== undefined);
    for (;;) {
      const told = (await steps()).find(({ name }) => name === step);
      const isSo = told && given.every(([name, value]) => told[name as keyof Told] === value);
      if (isSo) return told;
      if (performance.now() > end)
        throw new Error(`${step} is ${JSON.stringify(told)} and not ${JSON.stringify(like)}`);
      await wait(LOOK_EVERY_MS);
    }
  };

  return {
    id,
    owner,
    steps,
    until,
    async provesPhone() {
      await owner.asks((api) => api.sendPhoneCode({ path, body: { by: 'text' } }));
      await until({ step: 'proof', waitsFor: 'code' });
      const code = (await vendors.codes()).findLast((one) => one.phone === phone)?.code;
      await owner.asks((api) => api.provePhone({ path, body: { code: String(code) } }));
      await until({ step: 'proof', state: 'done' });
      onNews(`Olivia reads the code ${code} back that came to her phone.`);
    },
    async pays(card) {
      const { checkoutUrl = '' } = await until({ step: 'subscription', waitsFor: 'payment' });
      const session = new URL(checkoutUrl).pathname.split('/').at(-1);
      const shown = card === 'ok' ? ownCardOf(phone) : card;
      const answer = await vendors.tell('stripe', { do: 'complete_checkout', session, card: shown });
      const { completed } = answer as { completed: boolean };
      onNews(
        completed
          ? 'Olivia subscribes on the checkout page: $200 a month.'
          : `Her card is declined on the checkout page (${card}). Nothing was bought; the page stays open.`,
      );
      return completed;
    },
    async registersTexts() {
      await owner.asks((api) => api.registerTexting({ path, body: senderOf(described) }));
      await until({ step: 'texting', state: 'done' });
      onNews("Olivia says who sends her texts. The carriers' registry agrees: they are taken from now on.");
    },
    async says(what) {
      await owner.asks<unknown>((api) => {
        if ('chooses' in what) return api.chooseArea({ path, body: { areaCode: what.chooses } });
        if ('retries' in what) return api.retryStep({ path: { ...path, step: what.retries } });
        return api.openCheckout({ path });
      });
    },
    async subscriptionBecomes(status) {
      const { subscriptions } = (await vendors.stateOf('stripe')) as {
        subscriptions: readonly { id: string; metadata: Readonly<Record<string, string>> }[];
      };
      const its = subscriptions.find(({ metadata }) => metadata.business_id === id);
      await vendors.tell('stripe', {
        do: 'change_subscription',
        subscription: its?.id,
        change: { status },
      });
      const end = performance.now() + PATIENCE_MS;
      while ((await configured(place, id))?.billing.subscription !== status) {
        if (performance.now() > end) throw new Error(`the subscription of ${id} is not ${status}`);
        await wait(LOOK_EVERY_MS);
      }
    },
    async business() {
      const found = await configured(place, id);
      if (!found) throw new Error(`${id} has no line yet`);
      return found;
    },
  };
};

/** All that an owner has to do, up to the number that callers can call, two weeks of trial later. */
export const comesToItsLine = async (
  place: Place,
  coming: OnItsWay,
  card: string,
  onNews: (text: string) => void,
): Promise<void> => {
  await coming.provesPhone();
  await coming.pays('ok');
  await coming.until({ step: 'line', state: 'done' });
  const { billing, numbers } = await coming.business();
  onNews(`Her number is ${numbers[0]}, her receptionist is published, the line is connected.`);
  if (billing.subscription === 'trialing') {
    await coming.subscriptionBecomes('active');
    onNews('Her two weeks of trial are over: bookings are charged from now on.');
  }
  await coming.registersTexts();
  if (card !== 'ok') await place.vendors.tell('stripe', { customer: billing.stripeCustomerId, card });
};
