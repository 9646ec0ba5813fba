import { expect } from 'vitest';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { StepName } from '../../functions/contracts/onboarding.ts';
import { eventually } from './eventually.ts';
import { describedBusiness, type People, type SignedIn } from './people.ts';
import type { FlowWorld } from './world.ts';

type Step = {
  readonly name: StepName;
  readonly state: string;
  readonly says: string;
  readonly waitsFor?: string;
  readonly problem?: string;
  readonly checkoutUrl?: string;
  readonly number?: string;
  readonly instructions?: readonly string[];
};
export type ToldOnboarding = { readonly state: string; readonly steps: readonly Step[] };

let phones = 0;

/** An owner who brings a business to its line through the web API, and everybody else who has a part in it. */
export const onboardingOf = async (world: FlowWorld, people: People, owner?: SignedIn) => {
  const by = owner ?? (await people.aPerson());
  phones += 1;
  /** Nobody else's, or the trial would be. */
  const phone = `+1512556${String(1000 + phones)}`;
  const described = {
    ...describedBusiness(by.email),
    name: `Apex Heating & Air ${phones}`,
    owner: { email: by.email, phones: [phone], transferNumber: phone },
  };
  const opened = await people.api('POST', '/v1/businesses', {
    token: by.tokens.accessToken,
    body: described,
    headers: { 'idempotency-key': `open-${phone}` },
  });
  expect(opened).toMatchObject({ status: 201 });
  const { id: businessId } = opened.body as { id: BusinessId };
  const at = `/v1/businesses/${businessId}/onboarding`;
  const ask = async (method: 'GET' | 'PUT', path: string, body?: object) =>
    people.api(method, `${at}${path}`, { token: by.tokens.accessToken, ...(body && { body }) });
  const say = async (path: string, body?: object): Promise<ToldOnboarding> => {
    const answer = await ask('PUT', path, body);
    expect(answer).toMatchObject({ status: 202 });
    return answer.body as ToldOnboarding;
  };
  const now = async () => (await ask('GET', '')).body as ToldOnboarding;
  const step = async (name: StepName): Promise<Step> => {
    const found = (await now()).steps.find((one) => one.name === name);
    if (!found) throw new Error(`no step ${name}`);
    return found;
  };
  /** Waits until the step is as told. */
  const until = async (name: StepName, wanted: Partial<Step>): Promise<Step> => {
    await eventually(`${name} to be ${JSON.stringify(wanted)}`, async () =>
      expect(await step(name)).toMatchObject(wanted),
    );
    return step(name);
  };
  const codeOf = (number: string) => world.telnyx.codes().findLast((one) => one.phone === number)?.code;

  /** As far as the page on which the subscription is paid. */
  const toCheckout = async ({ areaCode = '512' } = {}): Promise<string> => {
    await say('');
    await say('/profile', { zone: 'America/Chicago', areaCode });
    await say('/services', { settingsVersion: 0 });
    await say('/proof', { by: 'text' });
    await until('proof', { waitsFor: 'code' });
    await say('/proof/code', { code: codeOf(phone) });
    const { checkoutUrl = '' } = await until('subscription', { waitsFor: 'payment' });
    return checkoutUrl;
  };
  /** Types a card in on Stripe's page; whether it was taken. */
  const pay = (checkoutUrl: string, card = 'ok'): boolean =>
    world.stripe.lives.complete(String(new URL(checkoutUrl).pathname.split('/').at(-1)), card);
  /** Up to a number that somebody can call. */
  const toLine = async (given: { areaCode?: string } = {}): Promise<string> => {
    pay(await toCheckout(given));
    await until('line', { state: 'done' });
    return String((await step('number')).number);
  };

  return { by, phone, businessId, described, ask, say, now, step, until, codeOf, toCheckout, pay, toLine };
};
