import type { Page } from 'playwright-core';
import type { Camera } from './camera.ts';

type Screen = {
  readonly name: string;
  /** Behind the address of the business. */
  readonly at: string;
  /** What is done there before the picture. */
  readonly first?: (page: Page) => Promise<unknown>;
};

const opens = (part: string) => (page: Page) => page.locator(`main a[href*="${part}"]`).first().click();
const presses = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click();

const SECTIONS = [
  ...['profile', 'hours', 'services', 'crews', 'booking', 'agent', 'notifications'],
  ...['team', 'account', 'audit', 'export', 'closing'],
];

/** The latest: what is over can neither be moved nor cancelled. */
const openAppointment = async (page: Page): Promise<void> => {
  await page.locator('main a[href*="/appointments/apt_"]').last().click();
  await page.getByRole('button', { name: 'Move' }).waitFor();
};

/** A time at which nobody works. */
const explain = async (page: Page): Promise<void> => {
  await page.getByRole('textbox', { name: 'Time' }).fill('03:00');
  await page.getByRole('button', { name: 'Explain it' }).click();
  await page.getByText('It is outside your opening hours').waitFor();
};

const openCall = async (page: Page): Promise<void> => {
  await opens('/calls/call_')(page);
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
};

/** Every screen of a business, and what opens upon it. */
const SCREENS: readonly Screen[] = [
  { name: 'home', at: '' },
  { name: 'checklist-done', at: '/onboarding' },
  { name: 'calls', at: '/calls' },
  { name: 'calls-of-no-outcome', at: '/calls?outcome=refused' },
  { name: 'call', at: '/calls?outcome=booked', first: openCall },
  { name: 'appointments-week', at: '/appointments' },
  { name: 'appointments-day', at: '/appointments?view=day' },
  { name: 'appointments-list', at: '/appointments?view=list' },
  { name: 'appointment', at: '/appointments?view=list&state=booked', first: openAppointment },
  {
    name: 'appointment-move',
    at: '/appointments?view=list&state=booked',
    first: async (page) => {
      await openAppointment(page);
      await presses('Move')(page);
    },
  },
  {
    name: 'appointment-cancel',
    at: '/appointments?view=list&state=booked',
    first: async (page) => {
      await openAppointment(page);
      await presses('Cancel')(page);
    },
  },
  { name: 'appointment-new', at: '/appointments/new' },
  { name: 'appointment-explain', at: '/appointments/explain', first: explain },
  { name: 'customers', at: '/customers' },
  { name: 'customer', at: '/customers', first: opens('/customers/cus_') },
  { name: 'insights', at: '/insights' },
  { name: 'insights-rows', at: '/insights', first: opens('/insights/rows') },
  { name: 'billing', at: '/billing' },
  { name: 'billing-contest', at: '/billing', first: presses('This was not a real booking') },
  { name: 'texts', at: '/texts' },
  {
    name: 'try-agent',
    at: '/try-agent',
    first: (page) => page.getByRole('button', { name: 'What does it cost?' }).click(),
  },
  { name: 'menu', at: '', first: presses('Your account') },
  { name: 'settings', at: '/settings' },
  ...SECTIONS.map((section) => ({ name: `settings-${section}`, at: `/settings/${section}` })),
  { name: 'not-found', at: '/nowhere' },
];

/** What its owner sees of a business that has lived for a while. */
export const photographBusiness = async (camera: Camera): Promise<void> => {
  const { page, shoot, close } = await camera.sit();
  const { email, password } = camera.subject.logIn;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/(b\/.*)?$/);
  await page.goto('/');
  await page.locator('a[href*="/b/biz_"]').first().click();
  await page.waitForURL(/\/b\/biz_/);
  const [business = ''] = /\/b\/[^/]+/.exec(new URL(page.url()).pathname) ?? [];
  for (const { name, at, first } of SCREENS) {
    await page.goto(`${business}${at}`);
    await first?.(page);
    await shoot(name);
  }
  await close();
};
