import { expect, it } from 'vitest';
import { axeFaults, PHONE } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { faultsOfScreen } from '../support/looks.ts';
import { bookedCall, ownedBusiness } from '../support/owned-business.ts';
import { makeOwner } from '../support/people.ts';

describeInBrowser('insights [O4]', (stage) => {
  /** An owner whose business was called twice: one caller booked, one hung up before the agent was there. */
  const calledTwice = async () => {
    const owned = await ownedBusiness(stage);
    await bookedCall(stage, owned.business);
    const { business, customerPhone } = owned.business;
    stage.world.retell.missCall({ from: customerPhone, to: String(business.numbers[0]) });
    await stage.world.atRest();
    return owned;
  };
  it('shows what was played, and leads from each figure to as many rows', async () => {
    const { owner, at } = await calledTwice();
    const { page } = await stage.dashboards.open(`${at}/insights`, { as: owner });

    await page.getByRole('img', { name: /Answered 1, Qualified 1, Booked 1, Kept 0/ }).waitFor();
    await page.getByRole('link', { name: '1 call was not answered., Calls' }).click();
    await page.getByText('Only calls that were not answered.').waitFor();
    await page.getByRole('main').getByRole('listitem').first().waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(1);
    await page.goBack();
    await page.getByRole('link', { name: '1, Booked' }).first().click();
    await page.getByRole('link', { name: 'Booked', exact: true }).waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(1);
    await page.goBack();
    await page.getByRole('link', { name: '1, Bookings of Furnace repair' }).click();
    await page.getByText('1 row', { exact: true }).waitFor();
  });

  it('has a table of the same figures behind each picture, and reads well in any light and size', async () => {
    const { owner, at } = await calledTwice();
    const { page } = await stage.dashboards.open(`${at}/insights`, { as: owner });
    await page.getByRole('img', { name: /^Calls by hour and weekday.* on Monday, 9 AM: 2 calls/ }).waitFor();
    for (const shut of await page.getByText('Show as a table').all()) await shut.click();

    await page.getByRole('link', { name: '2, Monday, 9 AM' }).waitFor();
    await page.getByRole('link', { name: '2, Calls, Mon, Nov 23' }).waitFor();
    await page.getByRole('link', { name: '1, Bookings by the agent, Mon, Nov 23' }).waitFor();
    await page.getByRole('link', { name: '$50.00, Booking fees, Mon, Nov 23' }).waitFor();
    expect(await faultsOfScreen(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    const moved =
      '[...document.querySelectorAll("[role=group]")].filter((one) => one.scrollWidth > one.clientWidth).length';
    expect(await page.evaluate(moved)).toBe(0);
    // Drawn in blocks, and still a table to whoever hears it.
    await page.getByRole('table').getByRole('columnheader', { name: 'Cancelled' }).waitFor();
    await page
      .getByRole('row', { name: /^Furnace repair/ })
      .getByRole('rowheader')
      .waitFor();
  });

  it('reckons by the value of a job once an owner has said it, and makes up nothing before', async () => {
    const { owner, at } = await calledTwice();
    const { page } = await stage.dashboards.open(`${at}/insights`, { as: owner });

    await page.getByText('not known − ($50.00 + not known) = not known').waitFor();
    await page.getByLabel('What a job brings in on average').fill('lots');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Write an amount of dollars').waitFor();
    await page.getByLabel('What a job brings in on average').fill('450');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A job is worth $450.00 to you.').waitFor();
    await page.getByText('$0.00 − ($50.00 + not known) = not known').waitFor();
  });

  it('says that there was no call, and what will appear; staff see none of it', async () => {
    const { owner, business, at } = await ownedBusiness(stage);
    const { page } = await stage.dashboards.open(`${at}/insights?days=7`, { as: owner });
    await page.getByRole('heading', { name: 'No calls in these days' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);

    const staff = await stage.people.aPerson();
    await makeOwner(stage.world, business.id, staff, 'staff');
    const theirs = await stage.dashboards.open(`${at}/insights`, { as: staff });
    await theirs.page.getByRole('heading', { name: 'Insights are for owners' }).waitFor();
    expect(await theirs.page.getByRole('link', { name: 'Insights' }).count()).toBe(0);
  });
});
