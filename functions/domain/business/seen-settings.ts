import { openingOf } from '../agent/greeting.ts';
import { chosen } from '../alert/notifications.ts';
import type { Described } from './ports.ts';

/** A business as its owner sees it: what Stripe and Retell call it stays with us. */
export const seenSettings = (business: Described) => ({
  ...business,
  greeting: business.greeting ?? null,
  jobValueCents: business.jobValueCents ?? null,
  opening: openingOf(business),
  notifications: chosen(business.notifications),
  settingsVersion: business.settingsVersion ?? 0,
  isReachable: business.numbers !== undefined,
  numbers: business.numbers ?? [],
});
