import type { Locator, Page } from 'playwright-core';
import { book } from './agent-tools.ts';
import { PASSWORD, type People } from './people.ts';
import type { FlowWorld } from './world.ts';

/** What an owner does on the pages of the dashboard, from nothing to a line: a function for each part of the way. */
export const ownerJourney = (page: Page, world: FlowWorld, people: People) => {
  /** A step of the checklist, by its heading. */
  const step = (name: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });
  const isDone = (name: string): Promise<void> => step(name).getByText('Done', { exact: true }).waitFor();
  const goOn = () => page.getByRole('button', { name: 'Go on' }).click();
  const toStep = (name: string) =>
    page.getByRole('heading', { name: new RegExp(`^Step \\d of 5: ${name}$`) }).waitFor();

  return {
    step,
    isDone,

    /** `onStep` looks at each screen of it. */
    async signUp(email: string, onStep: (name: string) => Promise<void> = async () => {}): Promise<void> {
      await page.getByRole('link', { name: 'Make an account' }).click();
      await page.getByLabel('Your name').fill('Olivia Owner');
      await page.getByLabel('E-mail address').fill(email);
      await onStep('sign-up');
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await page.getByLabel('Code from the e-mail').waitFor();
      await onStep('code');
      await page.getByLabel('Code from the e-mail').fill(await people.codeFor(email));
      await page.getByLabel('Choose a password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Make the account' }).click();
      await page.getByRole('heading', { name: 'You have no business here yet' }).waitFor();
    },

    /** As far as the last step of describing it; `onStep` looks at each. */
    async describe(phone: string, onStep: (name: string) => Promise<void> = async () => {}): Promise<void> {
      await toStep('Trade');
      await page.getByRole('radio', { name: 'Heating and air conditioning' }).check();
      await onStep('trade');
      await goOn();
      await toStep('Business');
      await page.getByRole('textbox', { name: 'Name of the business' }).fill('Apex Heating & Air');
      await page
        .getByRole('textbox', { name: 'Address', exact: true })
        .fill('410 Pecan St, Austin, TX 78701');
      await page.getByRole('checkbox', { name: /^Yes, it is/ }).check();
      await onStep('business');
      await goOn();
      await toStep('Phones');
      await page.getByRole('textbox', { name: 'Your phone' }).fill(phone);
      await onStep('phones');
      await goOn();
      await toStep('Services');
      await onStep('services');
      await goOn();
      await toStep('Hours');
      await onStep('hours');
    },

    async open(): Promise<void> {
      await page.getByRole('button', { name: 'Open the business' }).click();
      await page.getByRole('heading', { level: 1, name: 'Get started' }).waitFor();
    },

    async confirmProfile(): Promise<void> {
      await step('Your business').getByRole('button', { name: 'Confirm' }).click();
      await isDone('Your business');
    },

    async confirmServices(): Promise<void> {
      await step('Services and hours').getByRole('button', { name: 'Confirm services and hours' }).click();
      await isDone('Services and hours');
    },

    /** Has a code sent, and reads back what is said of it. */
    async haveCodeSent(): Promise<void> {
      await step('Your phone').getByRole('button', { name: 'Text me a code' }).click();
      await step('Your phone').getByLabel('Code', { exact: true }).waitFor();
    },
    async readBack(code: string): Promise<void> {
      await step('Your phone').getByLabel('Code', { exact: true }).fill(code);
      await step('Your phone').getByRole('button', { name: 'Check the code' }).click();
    },
    codeFor: (e164: string): string =>
      world.telnyx.codes().findLast(({ phone }) => phone === e164)?.code ?? '',

    /** By the card that stands on Stripe's page, and back. */
    async subscribe(): Promise<void> {
      await step('Subscription').getByRole('button', { name: 'Go to the checkout' }).click();
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.waitForURL(/\/onboarding\?session_id=/);
      await isDone('Subscription');
    },

    async forward(carrier: string): Promise<void> {
      await step('Forwarding your calls').getByLabel('Your phone company').selectOption(carrier);
      await step('Forwarding your calls').getByRole('button', { name: 'Show me what to dial' }).click();
      await step('Forwarding your calls').getByText('We are listening.').waitFor();
    },

    /** The number that is to be called, as a phone would dial it. */
    async numberToCall(): Promise<string> {
      const link = step('A test call').getByRole('link', { name: /^Call/ });
      return String(await link.getAttribute('href')).replace('tel:', '');
    },

    async callTheLine(from: string, to: string): Promise<void> {
      const call = await world.retell.placeCall({ from, to });
      call.callerSays('Hello?');
      call.hangUp();
    },

    goTo: (screen: string) => page.getByRole('navigation').getByRole('link', { name: screen }).click(),

    /** At Stripe, of the one who subscribed last; the card is charged for the first month. */
    async endTrial(): Promise<void> {
      const latest = [...world.stripe.lives.subscriptions.values()].at(-1);
      world.stripe.lives.endTrial(String(latest?.id));
      await world.workersIdle();
    },

    /** Somebody calls and books for tomorrow. */
    async book(from: string, to: string): Promise<void> {
      const call = await world.retell.placeCall({ from, to });
      call.callerSays('My furnace is out, could somebody come tomorrow?');
      const { result } = await book({ customerPhone: from }, call);
      call.agentSays(result.say);
      call.hangUp();
      await world.workersIdle();
    },

    /** A booking fee on the bill, by what it is for. */
    fee: (what: RegExp): Locator =>
      page.getByRole('region', { name: 'Booking fees' }).getByRole('listitem').filter({ hasText: what }),
  };
};
