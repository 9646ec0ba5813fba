import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFaults, PHONE } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { ownedBusiness } from '../support/owned-business.ts';

const say = async (page: Page, words: string): Promise<void> => {
  await page.getByLabel('What you say').fill(words);
  await page.getByRole('button', { name: 'Say it' }).click();
  await page.getByText('The agent is thinking.').waitFor({ state: 'detached' });
};

describeInBrowser('trying the agent in the dashboard [A3]', (stage) => {
  it('books as a caller would, in writing, and nothing is booked, texted or owed', async () => {
    const onboarding = await onboardingOf(stage.world, stage.people);
    await onboarding.toLine();
    const at = `/b/${onboarding.businessId}/try-agent`;
    const { page } = await stage.dashboards.open(at, { as: onboarding.by, viewport: PHONE });
    const texts = stage.world.telnyx.texts().length;
    await page.getByText('How can I help?').waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await say(page, 'My furnace stopped. Can somebody come tomorrow morning?');
    await page.getByText(/Looked for free times: /).waitFor();
    await say(page, 'The first one, please.');
    await say(page, 'Dana Reyes');
    await page.reload();
    await page.getByText('Dana Reyes', { exact: true }).waitFor();
    await say(page, '512-555-0187');
    await say(page, 'Yes, that is right.');
    await say(page, '100 Congress Avenue, Austin');
    await say(page, 'Yes, please.');
    await page.getByText(/Would have booked /).waitFor();
    // Carriers do not know the business yet, and would block it: its callers hear so, too.
    await page.getByText('Asked for a text: did not: the text could not be sent').waitFor();
    await say(page, 'No, that is all. Goodbye.');
    await page.getByText('The agent ended the call.').waitFor();
    expect(await axeFaults(page)).toEqual([]);

    const { token, businessId } = {
      token: onboarding.by.tokens.accessToken,
      businessId: onboarding.businessId,
    };
    const made = await stage.people.api('GET', `/v1/businesses/${businessId}/appointments`, { token });
    expect(made).toMatchObject({ status: 200, body: { items: [] } });
    expect(stage.world.telnyx.texts()).toHaveLength(texts);

    await page.getByRole('button', { name: 'Start again' }).click();
    await page.getByRole('button', { name: 'What does it cost?' }).click();
    await page.getByText('The agent is thinking.').waitFor({ state: 'detached' });
    expect(await page.getByText('Dana Reyes', { exact: true }).count()).toBe(0);
  });

  it('says so where callers hear no agent yet, and where one is made', async () => {
    const { owner, at } = await ownedBusiness(stage);
    const { page } = await stage.dashboards.open(`${at}/try-agent`, {
      as: owner,
      expected: 404,
      colorScheme: 'dark',
    });

    await page.getByRole('heading', { name: 'There is no agent to try yet' }).waitFor();
    expect(await page.getByRole('link', { name: 'Get started' }).last().getAttribute('href')).toBe(
      `${at}/onboarding`,
    );
    expect(await axeFaults(page)).toEqual([]);
  });
});
