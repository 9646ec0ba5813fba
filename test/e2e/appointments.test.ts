import { expect, it } from 'vitest';
import { book, lookUp, TOMORROW } from '../support/agent-tools.ts';
import { axeFaults, PHONE } from '../support/dashboards.ts';
import type { FlowBusiness, GivenBusiness } from '../support/flow-business.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { faultsOfScreen } from '../support/looks.ts';
import { makeOwner, type SignedIn } from '../support/people.ts';

describeInBrowser('appointments in the dashboard [C3]', (stage) => {
  let keys = 0;

  /** A business with an owner who is signed in, and appointments that they make over HTTP. */
  const anOwned = async (given?: GivenBusiness) => {
    const business: FlowBusiness = await stage.world.aBusiness(given);
    const person: SignedIn = await stage.people.aPerson();
    await makeOwner(stage.world, business.id, person);
    const make = async (wanted: object, name = 'Dana Reyes') => {
      keys += 1;
      const { status, body } = await stage.people.api('POST', `/v1/businesses/${business.id}/appointments`, {
        token: person.tokens.accessToken,
        key: `by-hand-${keys}`,
        body: {
          service: 'furnace repair',
          customer: { name, phone: business.customerPhone, address: '12 Oak St' },
          ...wanted,
        },
      });
      expect({ status, body }).toMatchObject({ status: 201 });
      return body as { readonly id: string; readonly version: number };
    };
    return { business, person, make, at: `/b/${business.id}/appointments` };
  };

  it('shows the week by the clock of the business, each appointment a link with its whole words', async () => {
    const { make, at, person } = await anOwned({
      crews: [
        { id: 'a', name: 'Sam' },
        { id: 'b', name: 'Robin' },
      ],
    });
    await make({ localStart: `${TOMORROW}T09:00`, crew: 'a' });
    await make({ localStart: `${TOMORROW}T09:30`, crew: 'b' }, 'Evan Cole');
    const { page } = await stage.dashboards.open(at, { as: person });

    const tuesday = page.getByRole('region', { name: 'Tue, Nov 24' });
    await tuesday
      .getByRole('link', {
        name: 'Tuesday, November 24, 9:00 AM – 10:00 AM, Furnace repair, Dana Reyes, Sam',
      })
      .waitFor();
    expect(await tuesday.getByRole('link').count()).toBe(2);
    const ground = 'getComputedStyle(document.querySelector(".calendar-link")).backgroundColor';
    expect(await page.evaluate(ground)).toBe('rgb(231, 243, 252)');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
    expect(await page.evaluate(ground)).toBe('rgb(18, 52, 79)');
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const boxes = await Promise.all(
      [0, 1].map((place) => tuesday.getByRole('link').nth(place).boundingBox()),
    );
    expect(boxes).not.toContain(null);
    const [first, second] = boxes;
    expect((first?.x ?? 0) + (first?.width ?? 0)).toBeLessThanOrEqual((second?.x ?? 0) + 1);
    await page.getByRole('region', { name: /^Mon, Nov 23 ?, Today$/ }).waitFor();
    await page.getByText('2 appointments').waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await page.getByText('Day', { exact: true }).click();
    await page.getByRole('button', { name: 'Later' }).click();
    await page
      .getByRole('region', { name: 'Robin' })
      .getByRole('link', { name: /Evan Cole/ })
      .waitFor();
    expect(new URL(page.url()).search).toBe('?view=day&date=2026-11-24');
    expect(await axeFaults(page)).toEqual([]);

    await page.getByText('List', { exact: true }).click();
    await page.getByText('Cancelled', { exact: true }).click();
    await page.getByRole('heading', { name: 'No appointments here' }).waitFor();
    await page.getByText('Booked', { exact: true }).first().click();
    await page.getByRole('link', { name: 'Tue, Nov 24, 9:30 AM – 10:30 AM' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('writes a short appointment on one line of words, without half of the next', async () => {
    const { make, at, person } = await anOwned({
      services: [{ id: 'free-estimate', name: 'Free estimate', durationMinutes: 30 }],
    });
    await make(
      { service: 'free estimate', localStart: `${TOMORROW}T09:00` },
      'Maximiliana Featherstonehaugh',
    );
    const { page } = await stage.dashboards.open(`${at}?view=week`, { as: person, viewport: PHONE });

    await page.getByRole('link', { name: /Free estimate/ }).waitFor();
    const lines = await page.evaluate(`[...document.querySelectorAll('.calendar-words')].map((words) => {
      const isCut = words.getBoundingClientRect().bottom > words.parentElement.getBoundingClientRect().bottom;
      return isCut ? 'cut' : words.clientHeight / Number.parseFloat(getComputedStyle(words).lineHeight);
    })`);
    expect(lines).toEqual([1]);
  });

  it('makes one by hand, and says at its number what is wrong with a number', async () => {
    const { business, at, person } = await anOwned();
    const { page } = await stage.dashboards.open(at, { as: person, viewport: PHONE, expected: 422 });
    await page.getByRole('link', { name: 'New appointment' }).click();
    await page.getByRole('button', { name: /Tue, Nov 24/ }).click();
    await page.getByText('9:00 AM', { exact: true }).click();
    await page.getByText('Chosen: Tue, Nov 24, 9:00 AM').waitFor();
    await page.getByLabel('Name').fill('Walter Walk-in');
    await page.getByLabel('Phone').fill('none');
    await page.getByRole('button', { name: 'Make the appointment' }).click();
    await page
      .getByText(/no telephone number/)
      .first()
      .waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Walter Walk-in');
    expect(await axeFaults(page)).toEqual([]);

    await page.getByLabel('Phone').fill('(512) 555-0177');
    await page.getByRole('button', { name: 'Make the appointment' }).click();
    await page.getByRole('heading', { name: 'Furnace repair for Walter Walk-in' }).waitFor();
    await stage.world.atRest();
    expect(await business.appointments()).toMatchObject([
      { startsAt: `${TOMORROW}T15:00:00.000Z`, customer: { phone: '+15125550177' } },
    ]);
    expect(await axeFaults(page)).toEqual([]);
  });

  it('moves one that the agent booked; a time that a caller has taken meanwhile is refused, and the next are shown', async () => {
    const { business, at, person } = await anOwned();
    const call = await business.call();
    await book(business, call, { slot: (await lookUp(call, { time: '09:00' }))[0] as never });
    call.hangUp();
    await stage.world.atRest();
    const [booked] = await business.appointments();
    const { page } = await stage.dashboards.open(`${at}/${booked?.id}`, {
      as: person,
      colorScheme: 'dark',
      expected: 409,
    });
    await page.getByRole('link', { name: 'Your agent booked it in a call' }).waitFor();
    await page.getByText('$50.00').waitFor();
    await page.getByRole('button', { name: 'Move' }).click();
    await page.getByRole('button', { name: /Wed, Nov 25/ }).click();
    await page.getByText('1:00 PM', { exact: true }).click();
    expect(await axeFaults(page)).toEqual([]);

    const other = await business.call({ from: '+15125550778' });
    const [slot] = await lookUp(other, { date_from: '2026-11-25', date_to: '2026-11-25', time: '13:00' });
    expect((await book(business, other, { slot: slot as never })).result).toMatchObject({ ok: true });
    other.hangUp();
    await page.getByRole('button', { name: /^Move it to Wed/ }).click();
    await page.getByText('This time is taken. Choose another.').waitFor();
    await page.getByText('The next free times').waitFor();
    await page.getByRole('button', { name: 'Wed, Nov 25, 2:00 PM' }).click();
    await page.getByRole('button', { name: 'Move it to Wed, Nov 25, 2:00 PM' }).click();
    await page.getByText('Wed, Nov 25, 2026, 2:00 PM – 3:00 PM').waitFor();
    await stage.world.atRest();

    expect((await business.appointments()).find(({ id }) => id === booked?.id)).toMatchObject({
      startsAt: '2026-11-25T20:00:00.000Z',
      version: 2,
    });
  });

  it('says that the business is closed then, and moves it there all the same when that is wanted', async () => {
    const { business, make, at, person } = await anOwned();
    const { id } = await make({ localStart: `${TOMORROW}T09:00` });
    const { page } = await stage.dashboards.open(`${at}/${id}`, { as: person, expected: 422 });
    await page.getByRole('button', { name: 'Move' }).click();
    await page.getByRole('button', { name: 'Enter another time' }).click();
    await page.locator('input[type=date]').fill('2026-11-28');
    await page.getByLabel('Time').fill('10:00');
    await page.getByRole('button', { name: 'Move it' }).click();
    await page.getByText(/^The business is closed then\. .* tick “Also when we are closed”/).waitFor();
    await page.getByLabel('Also when we are closed').check();
    await page.getByRole('button', { name: 'Move it' }).click();
    await page.getByText('Sat, Nov 28, 2026, 10:00 AM – 11:00 AM').waitFor();
    expect(await business.appointments()).toMatchObject([{ localStart: '2026-11-28T10:00' }]);
  });

  it('cancels after a second question, and says then why it can be changed no more', async () => {
    const { business, make, at, person } = await anOwned();
    const { id } = await make({ localStart: `${TOMORROW}T09:00` });
    const { page } = await stage.dashboards.open(`${at}/${id}`, { as: person });
    await page.getByRole('button', { name: 'Cancel the appointment' }).click();
    await page.getByRole('dialog').getByLabel('We cannot come').check();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel the appointment for good' }).click();

    await page.getByText(/It is cancelled, so it can be neither moved/).waitFor();
    expect(await page.getByRole('button', { name: 'Move' }).count()).toBe(0);
    await page.getByText(/We cannot come/).waitFor();
    expect(await business.appointments()).toMatchObject([
      { status: 'cancelled', cancelledBecause: 'business_cannot' },
    ]);
  });

  it('explains why a time is not offered: by an appointment, by hours, by notice, each with where it comes from', async () => {
    const { make, at, person } = await anOwned();
    const { id } = await make({ localStart: `${TOMORROW}T09:00` });
    const { page } = await stage.dashboards.open(at, { as: person });
    await page.getByRole('link', { name: 'Why is a time not offered?' }).click();
    await page.locator('input[type=date]').fill(TOMORROW);
    await page.locator('input[type=time]').fill('09:00');
    await page.getByRole('button', { name: 'Explain it' }).click();
    await page.getByRole('heading', { name: 'Tue, Nov 24, 9:00 AM is not offered' }).waitFor();
    await page.getByText('Crew A has an appointment then.').waitFor();
    await page.getByRole('link', { name: 'Book this: Tue, Nov 24, 10:00 AM' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Show the appointment' }).click();
    await page.getByRole('heading', { name: 'Furnace repair for Dana Reyes' }).waitFor();
    expect(page.url()).toContain(id);

    await page.goto(`${at}/explain?service=furnace-repair&date=${TOMORROW}&time=20:00`);
    await page.getByText(/outside your opening hours: on that day you are open 8:00 AM – 5:00 PM/).waitFor();
    await page.goto(`${at}/explain?service=furnace-repair&date=2026-11-28&time=10:00`);
    await page.getByText('You are closed on that day.').waitFor();
    await page.goto(`${at}/explain?service=furnace-repair&date=2026-11-23&time=09:30`);
    await page
      .getByText(/too soon: callers are offered times from .* because you want 1 h of notice/)
      .waitFor();
    await page.getByRole('link', { name: 'Book this: Mon, Nov 23, 9:30 AM' }).click();
    await page.getByText('Chosen: Mon, Nov 23, 9:30 AM').waitFor();
  });

  it('shows nothing of another business, and offers the way back', async () => {
    const [mine, theirs] = [await anOwned(), await anOwned()];
    const { id } = await theirs.make({ localStart: `${TOMORROW}T09:00` });
    const { page } = await stage.dashboards.open(`${mine.at}/${id}`, { as: mine.person, expected: 404 });

    await page.getByRole('heading', { name: 'This appointment is not there' }).waitFor();
    expect(await page.getByText('Dana Reyes').count()).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'All appointments' }).click();
    await page.getByRole('heading', { name: 'Appointments', exact: true }).waitFor();
  });

  it('draws each in light and dark, wide and on a phone, without anything wrong for those who cannot see it', async () => {
    const { make, at, person } = await anOwned();
    await make({ localStart: `${TOMORROW}T09:00` });
    const { page } = await stage.dashboards.open(at, { as: person });
    for (const view of ['week', 'day', 'list']) {
      await page.goto(`${at}?view=${view}&date=${TOMORROW}`);
      await page.getByRole('link', { name: /9:00 AM – 10:00 AM/ }).waitFor();
      expect(await faultsOfScreen(page), view).toEqual([]);
    }
  });
});
