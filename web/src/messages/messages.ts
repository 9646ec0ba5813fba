import { app } from './en/app.ts';
import { appointments } from './en/appointments.ts';
import { billing } from './en/billing.ts';
import { businessFields } from './en/business-fields.ts';
import { calls } from './en/calls.ts';
import { customers } from './en/customers.ts';
import { home } from './en/home.ts';
import { insights } from './en/insights.ts';
import { onboarding } from './en/onboarding.ts';
import { openBusiness } from './en/open-business.ts';
import { refusals } from './en/refusals.ts';
import { settings } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';
import { tryAgent } from './en/try-agent.ts';

/**
 * Every word that the app says. A second language is a second object of this shape; what is counted or put into a
 * sentence is a function, because languages differ in where and how.
 */
export const messages = {
  app,
  appointments,
  billing,
  businessFields,
  calls,
  customers,
  home,
  insights,
  onboarding,
  openBusiness,
  refusals,
  settings,
  signIn,
  tryAgent,
};
export type Messages = typeof messages;
