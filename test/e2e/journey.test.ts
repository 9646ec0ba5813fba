import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFaults, PHONE, WIDE } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { ownerJourney } from '../support/owner-journey.ts';
import { makeOwner, type SignedIn } from '../support/people.ts';

/** Browsers ask every site for its picture: Stripe's simulator has none. */
const expected = /favicon/;
const MOBILE = '+15125570177';

const looked = async (page: Page, name: string): Promise<void> => {
  const kept = process.env.SCREENSHOTS;
  if (kept !== undefined) await page.screenshot({ path: `${kept}/${name}.png`, fullPage: true });
  expect(await axeFaults(page), name).toEqual([]);
};

describeInBrowser('from nothing to a line [O1] [V1]', (stage) => {
  it('an owner signs up, opens a business, takes every step and is answered by their agent', async () => {
    const email = 'journey@apex.example';
    const first = await stage.dashboards.open('/', { expected });
    const begun = ownerJourney(first.page, stage.world, stage.people);
    await begun.signUp(email);
    await first.page.getByRole('link', { name: 'Open a business' }).click();
    await begun.describe('(512) 557-0100', (name) => looked(first.page, `open-${name}`));
    await begun.open();
    await looked(first.page, 'begun');
    await begun.confirmProfile();
    await begun.haveCodeSent();
    const code = begun.codeFor('+15125570100');
    await begun.readBack(code === '00000' ? '00001' : '00000');
    await begun.step('Your phone').getByText('That was not the code.').waitFor();
    await begun.readBack(code);
    await begun.isDone('Your phone');
    await first.context.close();

    const { page } = await stage.dashboards.open('/', { as: { email } as SignedIn, expected });
    const journey = ownerJourney(page, stage.world, stage.people);
    await page.getByRole('link', { name: 'Get started' }).click();
    await journey.isDone('Your phone');
    await journey.confirmServices();
    await journey.subscribe();
    await journey.isDone('Connecting the line');
    await journey.forward('att');
    const number = await journey.numberToCall();
    await looked(page, 'line');
    await journey.callTheLine('+15125550187', number);
    await journey.isDone('A test call');
    await page.getByText('Your line is up').waitFor();
    await looked(page, 'live');

    expect(number).toMatch(/^\+1512\d{7}$/);
    await journey.step('Text messages').getByRole('button', { name: 'Leave this out' }).click();
    await page.getByText('10 of 10 steps done').first().waitFor();
    await page.getByRole('link', { name: 'Get started' }).waitFor({ state: 'detached' });
  });

  it('what is typed of a business outlives a reload, and what is missing is said at its field', async () => {
    const person = await stage.people.aPerson();
    const { page } = await stage.dashboards.open('/open', {
      as: person,
      viewport: PHONE,
      colorScheme: 'dark',
    });
    const journey = ownerJourney(page, stage.world, stage.people);
    await journey.describe('(512) 557-0101', (name) => looked(page, `open-dark-${name}`));
    await page.reload();
    await page.getByRole('heading', { name: 'Step 5 of 5: Hours' }).waitFor();

    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Add a service' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This is needed.').waitFor();
    await looked(page, 'open-dark-missing');
    await page.getByRole('button', { name: 'Remove the service Service', exact: false }).last().click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await journey.open();

    await looked(page, 'begun-dark');
    const { body } = await stage.people.api('GET', '/v1/me', { token: person.tokens.accessToken });
    expect((body as { memberships: unknown[] }).memberships).toHaveLength(1);
  });

  it('a sole proprietor registers who texts, reads a wrong PIN back and then the right one', async () => {
    const onboarding = await onboardingOf(stage.world, stage.people);
    await onboarding.toLine();
    const at = `/b/${onboarding.businessId}/onboarding`;
    const { page } = await stage.dashboards.open(at, { as: onboarding.by, expected });
    const { step, isDone } = ownerJourney(page, stage.world, stage.people);
    const texts = step('Text messages');
    await texts.getByRole('radio', { name: 'A sole proprietor without an EIN' }).check();
    await texts.getByRole('button', { name: 'Send to the registry' }).click();
    await texts.getByText('This is needed.').first().waitFor();
    const typed = {
      'First name': 'Ann',
      'Last name': 'Lee',
      Street: '100 Congress Ave',
      City: 'Austin',
      'ZIP code': '78701',
      'Mobile phone for the PIN': MOBILE,
    };
    for (const [label, text] of Object.entries(typed))
      await texts.getByLabel(label, { exact: true }).fill(text);
    await texts.getByLabel('State', { exact: true }).selectOption('TX');
    await looked(page, 'sender');
    await texts.getByRole('button', { name: 'Send to the registry' }).click();

    await texts.getByLabel('PIN', { exact: true }).waitFor();
    const pin = stage.world.telnyx.pins().findLast(({ phone }) => phone === MOBILE)?.pin ?? '';
    await texts.getByLabel('PIN', { exact: true }).fill(pin === '000000' ? '000001' : '000000');
    await texts.getByRole('button', { name: 'Check the PIN' }).click();
    await texts.getByText('That was not the PIN.').waitFor();
    await texts.getByLabel('PIN', { exact: true }).fill(pin);
    await texts.getByRole('button', { name: 'Check the PIN' }).click();
    await isDone('Text messages');
  });

  it('staff see how far it has come and take no step', async () => {
    const onboarding = await onboardingOf(stage.world, stage.people);
    const staff = await stage.people.aPerson();
    await makeOwner(stage.world, onboarding.businessId, staff, 'staff');
    await onboarding.say('');
    const at = `/b/${onboarding.businessId}/onboarding`;
    const { page } = await stage.dashboards.open(at, { as: staff, viewport: WIDE, colorScheme: 'dark' });

    await page.getByText('Waits for the owner.').first().waitFor();

    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    await looked(page, 'staff');
  });
});
