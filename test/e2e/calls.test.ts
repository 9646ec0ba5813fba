import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFaults, PHONE } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { bookedCall, type OwnedBusiness, ownedBusiness } from '../support/owned-business.ts';

describeInBrowser('home and calls [C4, V3]', (stage) => {
  const anOwner = (): Promise<OwnedBusiness> => ownedBusiness(stage);
  const isWithin = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

  it('leads from home to the last call, which can be heard, and whose words follow the sound', async () => {
    const { owner, business, at } = await anOwner();
    await bookedCall(stage, business);
    const { page } = await stage.dashboards.open(at, { as: owner });

    await page.getByRole('heading', { name: 'Your line is up' }).waitFor();
    const latest = page.getByRole('region', { name: 'Latest call' });
    await latest.getByRole('link', { name: /\(512\)/ }).click();
    await page.getByText('Booked', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'My furnace is out' }).getByRole('button').click();

    await page.locator('li[aria-current=true]', { hasText: 'My furnace is out' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('has the words of a call in full on a phone, with the button that stops the sound beside them', async () => {
    const { owner, business, at } = await anOwner();
    const { callId } = await bookedCall(stage, business);
    const { page } = await stage.dashboards.open(`${at}/calls/${callId}`, { as: owner, viewport: PHONE });
    const said = page.getByRole('region', { name: 'What was said' });
    const last = said.getByRole('listitem').last();
    const button = (name: string) => said.getByRole('button', { name, exact: true });

    await last.scrollIntoViewIfNeeded();
    const boxes =
      '[...document.querySelectorAll("main ol")].filter((one) => one.scrollHeight > one.clientHeight)';
    expect(await page.evaluate(`${boxes}.length`)).toBe(0);
    await said.getByRole('listitem').filter({ hasText: 'My furnace is out' }).getByRole('button').click();
    await button('Pause').waitFor();
    await last.scrollIntoViewIfNeeded();
    expect((await button('Pause').boundingBox())?.y).toBeGreaterThan(0);
    expect(await axeFaults(page)).toEqual([]);
    await button('Pause').click();
    await button('Play').waitFor();
  });

  it('finds a call by its words and by its outcome, and says so where none fits', async () => {
    const { owner, business, at } = await anOwner();
    await bookedCall(stage, business);
    const { page } = await stage.dashboards.open(`${at}/calls`, { as: owner, viewport: PHONE });

    await page.getByRole('link', { name: 'Booked', exact: true }).waitFor();
    stage.world.retell.missCall({ from: '+15125550177', to: String(business.business.numbers[0]) });
    // It never began: that we heard of it says when somebody called.
    await page.getByText(/\(512\) 555-0177 · Mon, Nov 23, \d/).waitFor();
    await page.getByLabel('Outcome').selectOption('no_speech');
    await page.getByRole('heading', { name: 'No call fits' }).waitFor();
    expect(await isWithin(page)).toBe(true);
    await page.goBack();
    await page.goto(`${at}/calls?outcome=booked`);
    await page.getByRole('link', { name: 'Booked', exact: true }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('marks a call as spam and keeps what somebody says of it as a to-do', async () => {
    const { owner, business, at } = await anOwner();
    const { callId } = await bookedCall(stage, business);
    const { page } = await stage.dashboards.open(`${at}/calls/${callId}`, { as: owner, colorScheme: 'dark' });

    await page.getByText('Spam', { exact: true }).click();
    await page.getByRole('radio', { name: 'Badly' }).check();
    await page.getByLabel('What was good or bad about it?').fill('It should have asked for the floor.');
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.getByText('To be looked at').waitFor();
    await page.reload();

    await page.getByText('To be looked at').waitFor();
    expect(await page.getByRole('radio', { name: 'Spam' }).isChecked()).toBe(true);
    expect(await page.getByLabel('What was good or bad about it?').inputValue()).toBe(
      'It should have asked for the floor.',
    );
    expect(await axeFaults(page)).toEqual([]);
  });

  it('shows a new call and appointment without being asked, also after the channel was cut', async () => {
    const { owner, business, at } = await anOwner();
    const { page } = await stage.dashboards.open(at, { as: owner });
    await page.getByText('Calls will appear here as they come in.').waitFor();

    await bookedCall(stage, business);
    await page.getByRole('region', { name: 'Next appointments' }).getByRole('listitem').first().waitFor();
    await page.getByText('Calls will appear here as they come in.').waitFor({ state: 'detached' });

    stage.world.cloud.cutWebSockets();
    await bookedCall(stage, business);
    await page.getByRole('region', { name: 'Next appointments' }).getByRole('listitem').nth(1).waitFor();
  });
});
