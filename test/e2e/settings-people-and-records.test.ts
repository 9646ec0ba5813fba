import { readFileSync } from 'node:fs';
import { TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { axeFaults } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { settingsPages } from '../support/settings-pages.ts';
import { unzip } from '../support/unzip.ts';

describeInBrowser('the agent, the team, the record and leaving, in the settings [O3]', (stage) => {
  const { aBusiness, joins } = settingsPages(stage);

  it('goes back to the agent before, once it is said what that means', async () => {
    const { onboarding, open, api } = await aBusiness();
    await onboarding.toLine();
    const services = [{ id: 'duct', name: 'Duct cleaning', durationMinutes: 90 }];
    expect(await api('PATCH', { settingsVersion: 0, services })).toMatchObject({ status: 200 });
    await stage.world.workersIdle();
    const { page } = await open('agent');
    await page.getByText('Callers hear agent 2').waitFor();
    await page.getByRole('button', { name: 'Go back to the agent before' }).click();
    await page.getByText('Your settings stay as they are.').waitFor();
    await page.getByRole('button', { name: 'Go back', exact: true }).click();

    await page.getByText('Another is on its way').or(page.getByText('An earlier one')).first().waitFor();
    await stage.world.workersIdle();
    await page.reload();
    await page.getByText('Callers hear agent 1').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('invites a colleague, who joins, sees what staff may, and is removed; the last owner stays', async () => {
    const { businessId, open } = await aBusiness();
    const email = `sam-${businessId.slice(-6).toLowerCase()}@people.example`;
    const { page } = await open('team');
    await page.getByText('The only owner cannot leave').waitFor();
    await page.getByLabel('Their e-mail address').fill(email);
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByText(`An invitation is on its way to ${email}`).waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await joins(businessId, email);
    const staff = await stage.dashboards.open(`/b/${businessId}/settings/services`, {
      as: { email, personId: '', tokens: await stage.people.signIn(email) },
    });
    await staff.page.getByText('Only owners can change this.').waitFor();
    expect(await staff.page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    expect(await axeFaults(staff.page)).toEqual([]);
    await staff.page.getByRole('navigation').getByRole('link', { name: 'Settings' }).first().click();
    await staff.page.getByRole('link', { name: /^Pausing and closing/ }).waitFor();
    expect(await staff.page.getByRole('link', { name: /^Audit/ }).count()).toBe(0);
    await staff.page.close();

    await page.reload();
    await page.getByRole('button', { name: 'Remove Sam Staff' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Sam Staff is removed').waitFor();
    await page.getByRole('button', { name: 'Remove Sam Staff' }).waitFor({ state: 'detached' });
  });

  it('shows whom it has invited, also after a reload, until that is withdrawn; a member is not invited', async () => {
    const { businessId, by, open } = await aBusiness();
    const email = `jo-${businessId.slice(-6).toLowerCase()}@people.example`;
    const { page } = await open('team', { expected: 409 });
    const address = page.getByLabel('Their e-mail address');
    const send = page.getByRole('button', { name: 'Send the invitation' });
    const listed = page.getByRole('listitem').filter({ hasText: email });
    await address.fill('jo@');
    await send.click();
    await page.getByText('This e-mail address is not complete.').waitFor();
    await address.fill(by.email.toUpperCase());
    await send.click();
    await page.getByText('Whoever has this address is a member already.').waitFor();
    expect(await page.getByRole('heading', { name: 'Open invitations' }).count()).toBe(0);

    await address.fill(email);
    await send.click();
    await listed.waitFor();
    await page.reload();
    await listed.getByText(/^Staff, until \w{3}, \w{3} \d+$/).waitFor();
    await listed.getByText('Invited by Olivia Owner').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await listed.getByRole('button', { name: `Withdraw the invitation of ${email}` }).click();
    await page.getByText('lets nobody in any more').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();

    await page.getByText(`The invitation of ${email} is withdrawn`).waitFor();
    await page.getByRole('heading', { name: 'Open invitations' }).waitFor({ state: 'detached' });
  });

  it('sets up an authenticator app', async () => {
    const { open } = await aBusiness();
    const { page } = await open('account');
    await page.getByRole('button', { name: 'Set it up' }).click();
    const secret = String(await page.getByTestId('secret').textContent()).replaceAll(' ', '');
    const code = new TOTP({ secret }).generate({ timestamp: stage.world.clock.now() });
    await page.getByLabel('Six digits of the app').fill(code);
    await page.getByRole('button', { name: 'Turn it on' }).click();

    await page.getByText('Whoever signs in as you needs a code of your app.').waitFor();
  });

  it('makes an export that is fetched from the page [D13]', async () => {
    const { businessId, open } = await aBusiness();
    const { page } = await open('export');
    await page.getByRole('button', { name: 'Make an export' }).click();
    await page.waitForURL(/id=/);
    await stage.world.workersIdle();
    await page.reload();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();

    const files = unzip(readFileSync(await (await download).path()));
    expect(JSON.parse(String(files['manifest.json']))).toMatchObject({ businessId });
    expect(await axeFaults(page)).toEqual([]);
  });

  it('tells what was decided and by whom, and that the record is whole', async () => {
    const { open, api } = await aBusiness();
    expect(await api('PATCH', { settingsVersion: 0, horizonDays: 14 })).toMatchObject({ status: 200 });
    const { page } = await open('audit');

    await page.getByText('Settings changed').waitFor();
    await page.getByText('By Olivia Owner').first().waitFor();
    await page.getByText(/All 2 things that people did are on record/).waitFor();
  });

  it('closes a business only after its name was typed, and shows what became of it [D13]', async () => {
    const { open, onboarding } = await aBusiness();
    const { name } = onboarding.described;
    const { page } = await open('closing', { expected: 404 });
    await page.getByLabel('At once').check();
    await page.getByRole('button', { name: 'Close the business' }).click();
    const close = page.getByRole('dialog').getByRole('button', { name: 'Close the business' });
    expect(await close.isDisabled()).toBe(true);
    await page.getByLabel(/^Type /).fill(name);
    expect(await axeFaults(page)).toEqual([]);
    await close.click();

    await page.getByRole('heading', { name: 'Closing', exact: true }).waitFor();
    await stage.world.workersIdle();
    await page.reload();
    await page.getByText('Closed', { exact: true }).waitFor();
    await page.getByText('What stays').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });
});
