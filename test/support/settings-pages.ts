import type { Page } from 'playwright-core';
import type { Opening } from './dashboards.ts';
import type { Stage } from './in-browser.ts';
import { onboardingOf } from './onboarding.ts';
import { PASSWORD } from './people.ts';

/** An owner with a business at its settings, and what the API says of them. */
export const settingsPages = (stage: Stage) => {
  const aBusiness = async () => {
    const onboarding = await onboardingOf(stage.world, stage.people);
    const { businessId, by } = onboarding;
    const api = (method: 'GET' | 'PATCH', body?: object) =>
      stage.people.api(method, `/v1/businesses/${businessId}`, {
        token: by.tokens.accessToken,
        ...(body && { body }),
      });
    const stored = async () => (await api('GET')).body as Record<string, unknown>;
    const open = (section: string, opening: Opening = {}) =>
      stage.dashboards.open(`/b/${businessId}/settings/${section}`, { as: by, ...opening });
    return { onboarding, businessId, by, api, stored, open };
  };
  const save = async (page: Page): Promise<void> => {
    const button = page.getByRole('button', { name: 'Save', exact: true });
    await button.click();
    // Nothing is left to save. The word alone may be that of the save before.
    await button.and(page.locator(':disabled:not([data-loading])')).waitFor();
    await page.getByText('Saved', { exact: true }).first().waitFor();
  };
  /** A colleague who joins with the code of their invitation, through the dashboard. */
  const joins = async (businessId: string, email: string) => {
    const { page } = await stage.dashboards.open(
      `/join?${new URLSearchParams({ business: businessId, email })}`,
    );
    await page.getByLabel('Code from the e-mail').fill(await stage.people.codeFor(email));
    await page.getByLabel('Your name').fill('Sam Staff');
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  };
  return { aBusiness, save, joins };
};
