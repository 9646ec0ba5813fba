import {
  IconCalendar,
  IconChartBar,
  IconHome,
  IconMessageCircle,
  IconPhone,
  IconReceipt2,
  IconRocket,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import type { Messages } from '../messages/messages.ts';

/** What the main menu has, in its order. */
export const NAVIGATION: readonly {
  readonly screen: keyof Messages['app']['screens'];
  readonly to: string;
  readonly icon: typeof IconHome;
  readonly isExact?: true;
  readonly ownersOnly?: true;
  /** Only until the business has its line and nothing is left to do for it. */
  readonly whileOnboarding?: true;
}[] = [
  { screen: 'home', to: '/b/$businessId', icon: IconHome, isExact: true },
  { screen: 'onboarding', to: '/b/$businessId/onboarding', icon: IconRocket, whileOnboarding: true },
  { screen: 'calls', to: '/b/$businessId/calls', icon: IconPhone },
  { screen: 'appointments', to: '/b/$businessId/appointments', icon: IconCalendar },
  { screen: 'customers', to: '/b/$businessId/customers', icon: IconUsers },
  { screen: 'insights', to: '/b/$businessId/insights', icon: IconChartBar, ownersOnly: true },
  { screen: 'billing', to: '/b/$businessId/billing', icon: IconReceipt2, ownersOnly: true },
  { screen: 'tryAgent', to: '/b/$businessId/try-agent', icon: IconMessageCircle },
  { screen: 'settings', to: '/b/$businessId/settings', icon: IconSettings },
];
