import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFaults, PHONE, WIDE } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { faultsOfScreen } from '../support/looks.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { ownerJourney } from '../support/owner-journey.ts';
import { makeOwner, type SignedIn } from '../support/people.ts';

const MOBILE = '+15125570177';
const OWNERS_PHONE = '+15125550187';
const CALLERS_PHONE = '+15125550199';

describeInBrowser('from nothing to a fee that is given back [O1] [V1] [B2]', (stage) => {
  const looked = async (page: Page, name: string): Promise<void> =>
    expect(await faultsOfScreen(page), name).toEqual([]);

  it('an owner signs up, gets a line, is called, pays for a booking and has the fee of no real one back', async () => {
    const email = 'journey@apex.example';
    const first = await stage.dashboards.open('/');
    const begun = ownerJourney(first.page, stage.world, stage.people);
    await looked(first.page, 'sign-in');
    await begun.signUp(email, (name) => looked(first.page, name));
    await looked(first.page, 'no business');
    await first.page.getByRole('link', { name: 'Open a business' }).click();
    await begun.describe('(512) 557-0100', (name) => looked(first.page, `open: ${name}`));
    await begun.open();
    await looked(first.page, 'checklist');
    await begun.confirmProfile();
    await begun.haveCodeSent();
    const code = begun.codeFor('+15125570100');
    await begun.readBack(code === '00000' ? '00001' : '00000');
    await begun.step('Your phone').getByText('That was not the code.').waitFor();
    await begun.readBack(code);
    await begun.isDone('Your phone');
    await first.page.close();

    const { page } = await stage.dashboards.open('/', { as: { email } as SignedIn });
    const journey = ownerJourney(page, stage.world, stage.people);
    await page.getByRole('link', { name: 'Get started' }).click();
    await journey.isDone('Your phone');
    await journey.confirmServices();
    await journey.subscribe();
    await journey.isDone('Connecting the line');
    await journey.forward('att');
    const number = await journey.numberToCall();
    await looked(page, 'a number to be called');
    await journey.callTheLine(OWNERS_PHONE, number);
    await journey.isDone('A test call');
    await page.getByText('Your line is up').waitFor();
    await looked(page, 'the line is up');
    expect(number).toMatch(/^\+1512\d{7}$/);
    await journey.step('Text messages').getByRole('button', { name: 'Leave this out' }).click();
    await page.getByText('10 of 10 steps done').first().waitFor();
    await page.getByRole('link', { name: 'Get started' }).waitFor({ state: 'detached' });

    await journey.goTo('Billing');
    await page.getByText('In trial').waitFor();
    await looked(page, 'billing in the trial');
    await journey.endTrial();
    await page.getByText('Active', { exact: true }).waitFor();
    await journey.goTo('Home');
    await journey.book(CALLERS_PHONE, number);
    const latest = page.getByRole('region', { name: 'Latest call' });
    await latest.getByRole('link', { name: '(512) 555-0199' }).waitFor();
    await looked(page, 'home');
    await latest.getByRole('link', { name: '(512) 555-0199' }).click();
    await page.getByText('My furnace is out').waitFor();
    await looked(page, 'the first call');

    await journey.goTo('Billing');
    const fee = journey.fee(/^Furnace repair, Dana Reyes/);
    await fee.getByText('$50.00').waitFor();
    await fee.getByText('Charged', { exact: true }).waitFor();
    await fee.getByRole('button', { name: 'This was not a real booking' }).click();
    await fee.getByRole('radio', { name: /^It was no customer/ }).check();
    await fee.getByLabel('What should we know?').fill('It was a salesperson.');
    await looked(page, 'contesting');
    await fee.getByRole('button', { name: 'Contest it' }).click();
    await fee.getByText(/^\$50\.00, on .*: it went back to your card$/).waitFor();
    await fee.locator('.mantine-Badge-root', { hasText: 'Given back' }).waitFor();
    await looked(page, 'given back');
    await page.getByLabel('Show').selectOption('Given back');
    await fee.getByRole('link', { name: 'The appointment' }).click();
    await page.getByText('$50.00 was given back.').waitFor();
    const credited = stage.world.stripe
      .received()
      .filter(({ path, method }) => method === 'POST' && path === '/v1/credit_notes');
    expect(credited).toHaveLength(1);
  });

  it('what is typed of a business outlives a reload, and what is missing is said at its field', async () => {
    const person = await stage.people.aPerson();
    const { page } = await stage.dashboards.open('/open', {
      as: person,
      viewport: PHONE,
      colorScheme: 'dark',
    });
    const journey = ownerJourney(page, stage.world, stage.people);
    await journey.describe('(512) 557-0101');
    await page.reload();
    await page.getByRole('heading', { name: 'Step 5 of 5: Hours' }).waitFor();

    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Add a service' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This is needed.').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove the service Service', exact: false }).last().click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await journey.open();

    expect(await axeFaults(page)).toEqual([]);
    const { body } = await stage.people.api('GET', '/v1/me', { token: person.tokens.accessToken });
    expect((body as { memberships: unknown[] }).memberships).toHaveLength(1);
  });

  it('a sole proprietor registers who texts, reads a wrong PIN back and then the right one', async () => {
    const onboarding = await onboardingOf(stage.world, stage.people);
    await onboarding.toLine();
    const at = `/b/${onboarding.businessId}/onboarding`;
    const { page } = await stage.dashboards.open(at, { as: onboarding.by });
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
    expect(await faultsOfScreen(page)).toEqual([]);
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
    expect(await axeFaults(page)).toEqual([]);
  });
});
