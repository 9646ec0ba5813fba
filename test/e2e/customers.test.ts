import { expect, it } from 'vitest';
import { book, lookUp } from '../support/agent-tools.ts';
import { axeFaults } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { faultsOfScreen } from '../support/looks.ts';
import { makeOwner, PASSWORD } from '../support/people.ts';

describeInBrowser('customers in the dashboard [C3]', (stage) => {
  const anOwned = async () => {
    const business = await stage.world.aBusiness();
    const person = await stage.people.aPerson();
    await makeOwner(stage.world, business.id, person);
    return { business, person, at: `/b/${business.id}` };
  };

  /** Dana has said yes to texts on the phone, has an appointment, and has written STOP. */
  const aKnownCustomer = async () => {
    const owned = await anOwned();
    const { business } = owned;
    const call = await business.call();
    await book(business, call, {
      slot: (await lookUp(call, { time: '09:00' }))[0] as never,
      differing: { sms_consent: true },
    });
    call.hangUp();
    await stage.world.atRest();
    const [to = ''] = business.business.numbers;
    stage.world.telnyx.receiveText({ from: business.customerPhone, to, text: 'STOP' });
    await stage.world.atRest();
    return owned;
  };

  it('shows whom a business knows, with their calls, appointments, texts and what they said of texts', async () => {
    const { business, person, at } = await aKnownCustomer();
    const { page } = await stage.dashboards.open(at, { as: person });
    await page.getByRole('link', { name: 'Customers' }).click();
    await page.getByText('No texts: said STOP').waitFor();
    await page.getByRole('link', { name: 'Dana Reyes' }).click();
    await page.getByRole('heading', { name: 'Dana Reyes' }).waitFor();
    expect(await page.getByRole('navigation').locator('[aria-current]').allTextContents()).toEqual([
      'Customers',
    ]);

    await page.getByText(/^They wrote STOP, or a word that means it, on Nov 23, 2026/).waitFor();
    await page.getByText(/^Agreed on the phone, Nov 23, 2026/).waitFor();
    expect(await page.getByRole('link', { name: 'The call', exact: true }).getAttribute('href')).toMatch(
      /\/calls\/call_/,
    );
    expect(await page.locator(`a[href="tel:${business.customerPhone}"]`).count()).toBe(1);
    await page.getByRole('link', { name: /^Call on Mon, Nov 23/ }).waitFor();
    await page.getByText(/Confirmation code \w+\. Reply STOP to opt out\./).waitFor();
    await page.getByRole('link', { name: /^Tue, Nov 24/ }).click();
    await page.getByRole('heading', { name: 'Furnace repair for Dana Reyes' }).waitFor();
    await page.getByRole('link', { name: 'Dana Reyes' }).click();

    await page.getByRole('link', { name: 'New appointment' }).click();
    await page.getByRole('heading', { name: 'New appointment' }).waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Dana Reyes');
    expect(await page.getByLabel('Phone').inputValue()).toBe(business.customerPhone);
    expect(await page.getByLabel('Address').inputValue()).toBe('12 Oak St, Austin');
  });

  it('finds a customer by digits of the number, with the text of a moved appointment above the first one', async () => {
    const { business, person, at } = await anOwned();
    const call = await business.call();
    const { result } = await book(business, call);
    call.hangUp();
    await stage.world.atRest();
    const moved = await stage.people.api(
      'POST',
      `/v1/businesses/${business.id}/appointments/${result.booking_id}/reschedule`,
      {
        token: person.tokens.accessToken,
        key: 'move-the-appointment',
        body: { version: 1, localStart: '2026-11-25T10:00' },
      },
    );
    expect(moved.status).toBe(200);
    await stage.world.atRest();

    const { page } = await stage.dashboards.open(`${at}/customers`, { as: person });
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('nobody of that name');
    await search.press('Enter');
    await page.getByText('Nobody fits').waitFor();
    await search.fill(business.customerPhone.slice(-7));
    await search.press('Enter');
    await page.getByRole('link', { name: 'Dana Reyes' }).click();

    await page.getByText(/^Booked on the phone, Nov 23, 2026/).waitFor();
    const titles = await page.getByText(/^(Confirmation|Change of time) · /).allTextContents();
    expect(titles.map((title) => title.split(' · ')[0])).toEqual(['Change of time', 'Confirmation']);
  });

  it('is the same for somebody of the staff, without what only owners see', async () => {
    const { business, person, at } = await aKnownCustomer();
    const email = 'staff@people.example';
    const invited = await stage.people.api('POST', `/v1/businesses/${business.id}/team/invitations`, {
      token: person.tokens.accessToken,
      key: 'invite-the-staff',
      body: { email, role: 'staff' },
    });
    expect(invited.status).toBe(202);
    const code = await stage.people.codeFor(email);
    const joined = await stage.people.api('POST', '/v1/invitations/accept', {
      body: { businessId: business.id, email, code, name: 'Sam', password: PASSWORD },
    });
    const { personId } = joined.body as { personId: string };
    const staff = { email, personId, tokens: await stage.people.signIn(email) };
    const { page } = await stage.dashboards.open(`${at}/customers`, { as: staff });
    await page.getByRole('link', { name: 'Dana Reyes' }).click();
    await page.getByRole('link', { name: /^Tue, Nov 24/ }).click();

    await page.getByRole('heading', { name: 'Furnace repair for Dana Reyes' }).waitFor();
    await page.getByRole('button', { name: 'Move' }).waitFor();
    expect(await page.getByText('Its booking fee').count()).toBe(0);
    expect(await page.getByText('$50.00').count()).toBe(0);
  });

  it('says what will be there while nobody is, and that another business’s customer is not there', async () => {
    const mine = await anOwned();
    const theirs = await aKnownCustomer();
    const { body } = await stage.people.api('GET', `/v1/businesses/${theirs.business.id}/customers`, {
      token: theirs.person.tokens.accessToken,
    });
    const [customer] = (body as { items: { id: string }[] }).items;
    const { page } = await stage.dashboards.open(`${mine.at}/customers/${customer?.id}`, {
      as: mine.person,
      expected: 404,
    });
    await page.getByRole('heading', { name: 'This customer is not there' }).waitFor();
    expect(await page.getByText('Dana Reyes').count()).toBe(0);
    await page.getByRole('link', { name: 'All customers' }).click();
    await page.getByRole('heading', { name: 'No customers yet' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('is right for those who cannot see it, in light and dark, wide and on a phone', async () => {
    const { person, at } = await aKnownCustomer();
    const { page } = await stage.dashboards.open(`${at}/customers`, { as: person });
    await page.getByRole('link', { name: 'Dana Reyes' }).waitFor();
    expect(await faultsOfScreen(page), 'the list').toEqual([]);
    await page.getByRole('link', { name: 'Dana Reyes' }).click();
    await page.getByRole('link', { name: /^Call on/ }).waitFor();
    expect(await faultsOfScreen(page), 'one').toEqual([]);
  });
});
