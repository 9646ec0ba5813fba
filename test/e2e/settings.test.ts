import { expect, it } from 'vitest';
import { axeFaults } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { faultsOfScreen } from '../support/looks.ts';
import { settingsPages } from '../support/settings-pages.ts';

const SECTION_NAMES = [
  ...['profile', 'hours', 'services', 'crews', 'booking', 'agent', 'notifications'],
  ...['team', 'account', 'audit', 'export', 'closing'],
];

describeInBrowser('settings [O3]', (stage) => {
  const { aBusiness, save } = settingsPages(stage);

  it('lets an owner find from home how to add a service, and removes one with a word about it', async () => {
    const { businessId, by, stored } = await aBusiness();
    const { page } = await stage.dashboards.open(`/b/${businessId}`, { as: by });
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: /^Services/ }).click();
    await page.getByRole('button', { name: 'Add a service' }).click();
    await page.keyboard.type('Duct cleaning');
    await page.getByLabel('How long service 2 takes').selectOption({ label: '1 h 30 min' });
    await save(page);

    const { services } = (await stored()) as { services: { id: string }[] };
    expect(services).toEqual([
      { id: 'repair', name: 'Repair', durationMinutes: 60 },
      { id: expect.stringMatching(/^service-[0-9a-f]{8}$/), name: 'Duct cleaning', durationMinutes: 90 },
    ]);

    await page.getByLabel('Service 1', { exact: true }).fill('Repairs');
    await save(page);
    expect((await stored()).services).toMatchObject([{ id: 'repair', name: 'Repairs' }, services[1]]);

    await page.getByRole('button', { name: 'Remove the service Duct cleaning' }).click();
    await page.getByText('Appointments that are booked for it stay as they are.').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await save(page);
    expect((await stored()).services).toMatchObject([{ id: 'repair' }]);
  });

  it('marks what is wrong before anything is sent, and keeps what was typed', async () => {
    const { open, stored } = await aBusiness();
    const { page } = await open('services');
    await page.getByRole('button', { name: 'Add a service' }).click();
    await page.keyboard.type('Repair');
    await page.getByRole('button', { name: 'Save', exact: true }).click();

    const fault = page.getByText('Another service is called the same.').last();
    await fault.waitFor();
    const name = page.getByLabel('Service 2', { exact: true });
    expect(await name.inputValue()).toBe('Repair');
    expect((await stored()).settingsVersion).toBe(0);

    await name.fill('Repair of pumps');
    await fault.waitFor({ state: 'detached' });
    await save(page);
    expect((await stored()).services).toMatchObject([{ name: 'Repair' }, { name: 'Repair of pumps' }]);
  });

  it('keeps hours past midnight, several on a day, and a day that is closed', async () => {
    const { open, stored } = await aBusiness();
    const { page } = await open('hours');
    await page.getByRole('button', { name: 'Add hours on Monday' }).click();
    await page.getByLabel('Monday, 2, from').selectOption('17:00');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const fault = page.getByText('This overlaps with other hours.');
    await fault.waitFor();
    await page.getByLabel('Monday, 2, from').selectOption('20:00');
    await fault.waitFor({ state: 'detached' });
    await page.getByLabel('Monday, 2, until').selectOption({ label: '2:00 AM, the next day' });
    await page.getByRole('checkbox', { name: 'Friday' }).uncheck();
    await save(page);

    const { hours } = (await stored()) as { hours: { weekday: number }[] };
    expect(hours.filter(({ weekday }) => weekday === 1)).toEqual([
      { weekday: 1, opens: '08:00', closes: '18:00' },
      { weekday: 1, opens: '20:00', closes: '02:00' },
    ]);
    expect(hours.filter(({ weekday }) => weekday === 5)).toEqual([]);
  });

  it('shows what somebody else has saved meanwhile, and saves on top of it only knowingly', async () => {
    const { open, api, stored } = await aBusiness();
    const { page } = await open('booking', { expected: 409 });
    const days = page.getByLabel('How many days ahead');
    await days.fill('30');
    expect(await api('PATCH', { settingsVersion: 0, horizonDays: 14 })).toMatchObject({ status: 200 });
    await page.getByRole('button', { name: 'Save', exact: true }).click();

    await page.getByText('Somebody else has changed this meanwhile').waitFor();
    await page.getByText('14 days').waitFor();
    expect(await days.inputValue()).toBe('30');
    expect(await axeFaults(page)).toEqual([]);
    expect((await stored()).horizonDays).toBe(14);

    await page.getByRole('button', { name: 'Save mine in its place' }).click();
    await page.getByText('Saved', { exact: true }).first().waitFor();
    expect((await stored()).horizonDays).toBe(30);
  });

  it('blames nobody where only the answer of a save was lost', async () => {
    const { open, stored } = await aBusiness();
    const { page } = await open('booking', { expected: 409, isCutOff: true });
    await page.getByLabel('How many days ahead').fill('30');
    let isLost = false;
    await page.route('**/v1/businesses/*', async (route) => {
      if (route.request().method() !== 'PATCH') {
        const response = await route.fetch();
        // Nor does it hear from an answer that was on its way how the save went.
        return isLost ? route.abort() : route.fulfill({ response });
      }
      if (isLost) return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('We cannot be reached.').first().waitFor();
    expect((await stored()).horizonDays).toBe(30);

    await page.unrouteAll({ behavior: 'wait' });
    await save(page);
    expect(await stored()).toMatchObject({ horizonDays: 30, settingsVersion: 1 });
  });

  it('shows what a caller would hear while the greeting is typed', async () => {
    const { open, stored } = await aBusiness();
    const { page } = await open('agent');
    await page.getByLabel('Greeting').fill('Howdy, this is Apex');
    const said = String(await page.getByTestId('opening').textContent());
    await save(page);

    expect(said).toMatch(/^Howdy, this is Apex\. I'm the AI assistant/);
    expect((await stored()).opening).toBe(said);
  });

  it('can be read by everybody, in either light, wide and on a phone', async () => {
    const { open } = await aBusiness();
    // Nobody is closing this business, which is a 404.
    const { page } = await open('', { expected: 404 });
    for (const section of ['', ...SECTION_NAMES]) {
      await page.getByRole('link', { name: 'Settings', exact: true }).first().click();
      if (section !== '') await page.locator(`main a[href$="/settings/${section}"]`).click();
      await page.waitForURL(new RegExp(`/settings/?${section}$`));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('status').filter({ hasText: 'One moment' }).first().waitFor({ state: 'detached' });
      expect([section, await faultsOfScreen(page)]).toEqual([section, []]);
    }
  });
});
