import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { codeAfter } from '../play/mailbox.ts';
import type { Camera, Sitting } from './camera.ts';

const goOn = (page: Page): Promise<void> => page.getByRole('button', { name: 'Go on' }).click();

/** From the door to an account of one's own. */
const signUp = async ({ page, shoot }: Sitting, { subject }: Camera): Promise<void> => {
  const email = `screens-${randomBytes(4).toString('hex')}@people.example`;
  for (const door of ['sign-in', 'password', 'join', 'sign-up']) {
    await page.goto(`/${door}`);
    await shoot(door);
  }
  await page.getByLabel('Your name').fill('Pat Newcomer');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Code from the e-mail').waitFor();
  await shoot('sign-up-code');
  await page.getByLabel('Code from the e-mail').fill(await codeAfter(subject, email, 0));
  await page.getByLabel('Choose a password').fill(randomBytes(12).toString('base64url'));
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('link', { name: 'Open a business' }).waitFor();
  await shoot('businesses-none');
};

/** Each step of describing a business, the last of which opens it. */
const openBusiness = async (
  { page, shoot }: Pick<Sitting, 'page' | 'shoot'>,
  name: string,
): Promise<void> => {
  await page.goto('/open');
  await page.getByRole('radio', { name: 'Plumbing' }).check();
  await shoot('open-1-trade');
  await goOn(page);
  await page.getByRole('textbox', { name: 'Name of the business' }).fill(name);
  await goOn(page);
  await shoot('open-2-business-with-gaps');
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('12 Oak St, Austin, TX 78701');
  await page.getByRole('checkbox', { name: /^Yes, it is/ }).check();
  await shoot('open-2-business');
  await goOn(page);
  await page.getByRole('textbox', { name: 'Your phone' }).fill('(512) 555-0161');
  await shoot('open-3-phones');
  await goOn(page);
  await page.getByRole('heading', { name: /Services$/ }).waitFor();
  await shoot('open-4-services');
  await goOn(page);
  await page.getByRole('heading', { name: /Hours$/ }).waitFor();
  await shoot('open-5-hours');
  await page.getByRole('button', { name: 'Open the business' }).click();
  await page.getByRole('heading', { level: 1, name: 'Get started' }).waitFor();
};

/** The checklist as it is met, and with what its steps ask for. */
const getStarted = async ({ page, shoot }: Sitting): Promise<void> => {
  await shoot('checklist-begun');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await page.getByLabel('Code', { exact: true }).waitFor();
  await shoot('checklist-code');
  await page.getByRole('button', { name: 'Change services and hours' }).click();
  await shoot('checklist-services');
};

const EMPTY = ['home', 'calls', 'appointments', 'customers', 'insights', 'billing'];

/** What somebody sees who comes for the first time, up to a business that nobody has called. */
export const photographArrival = async (camera: Camera): Promise<void> => {
  const sitting = await camera.sit();
  await signUp(sitting, camera);
  await openBusiness(sitting, 'Clearwater Plumbing & Drain');
  await getStarted(sitting);
  const { page, shoot } = sitting;
  const at = new URL(page.url()).pathname.replace(/\/onboarding.*$/, '');
  for (const screen of EMPTY) {
    await page.goto(`${at}/${screen === 'home' ? '' : screen}`);
    await shoot(`empty-${screen}`);
  }
  // Who has one business is not asked which.
  await openBusiness({ page, shoot: async () => undefined }, 'Clearwater Heating');
  await page.goto('/');
  await page.getByRole('link', { name: 'Clearwater Heating' }).waitFor();
  await shoot('businesses');
  await sitting.close();
};
