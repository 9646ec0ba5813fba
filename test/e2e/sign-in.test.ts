import { expect, it } from 'vitest';
import { axeFaults, PHONE } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { describedBusiness, PASSWORD } from '../support/people.ts';

describeInBrowser('coming in [C1]', (stage) => {
  it('makes an account with the code from an e-mail, and shows that there is no business yet', async () => {
    const { page } = await stage.dashboards.open('/');
    await page.getByRole('link', { name: 'Make an account' }).click();
    await page.getByLabel('Your name').fill('Olivia Owner');
    await page.getByLabel('E-mail address').fill('olivia@apex.example');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Code from the e-mail').fill(await stage.people.codeFor('olivia@apex.example'));
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();

    await page.getByRole('heading', { name: 'You have no business here yet' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('comes back to the page that was asked for, and leaves it when the session ends', async () => {
    const person = await stage.people.aPerson();
    const { body } = await stage.people.api('POST', '/v1/businesses', {
      token: person.tokens.accessToken,
      key: 'opened-in-a-browser-test-1',
      body: describedBusiness(person.email),
    });
    const { id } = body as { id: string };
    const { page } = await stage.dashboards.open(`/b/${id}`, { viewport: PHONE });
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('heading', { name: 'Home' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/b/${id}`);
    expect(await axeFaults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Your account' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[aria-label="Your account"]:focus').press('Enter');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('says that a password is wrong, keeps what was typed, and goes on', async () => {
    const person = await stage.people.aPerson();
    const { page } = await stage.dashboards.open('/sign-in', { expected: 401 });
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByLabel(/^Password/).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByText('E-mail address or password is wrong.').waitFor();
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(person.email);
    expect(await axeFaults(page)).toEqual([]);
  });
});
