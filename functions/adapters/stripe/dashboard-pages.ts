import type { BusinessId } from '../../contracts/ids.ts';
import { platformOf } from '../secrets/platform-of.ts';
import type { Secrets } from '../secrets/stage-secret.ts';

const pageOf =
  (page: 'billing' | 'onboarding') =>
  (secrets: Secrets) =>
  async (businessId: BusinessId): Promise<string> =>
    `${(await platformOf(secrets)).webUrl}/b/${businessId}/${page}`;

/** The dashboard's pages that Stripe's lead back to: on how a business pays, and on how far it has come. */
export const billingPage = pageOf('billing');
export const onboardingPage = pageOf('onboarding');
