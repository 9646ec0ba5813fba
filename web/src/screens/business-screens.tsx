import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { TEXT_STATES } from '../../../functions/contracts/text-states.ts';
import type { BusinessId } from '../app/business.ts';
import type { businessRoute } from '../app/router.tsx';
import { readSpan } from '../ui/read-search.ts';
import { appointmentRoutes } from './appointments/appointment-routes.tsx';
import { isFeeFilter } from './billing/fee-states.ts';
import { readCallSearch } from './calls/call-search.ts';
import { customerRoutes } from './customers/customer-routes.tsx';
import { HomeScreen } from './home/home-screen.tsx';
import { prefetchHome } from './home/prefetch-home.ts';
import { insightRoutes } from './insights/insight-routes.tsx';
import { settingsRoutes } from './settings/settings-routes.tsx';
import type { TextSearch } from './texts/text-search.ts';

/** The screens of one business: each but the first is loaded when it is gone to. */
export const businessScreens = (parent: typeof businessRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/',
    loader: ({ context, params: { businessId } }) => prefetchHome(context, businessId as BusinessId),
    component: HomeScreen,
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/onboarding',
    validateSearch: (search: Record<string, unknown>): { checkout?: 'cancelled'; session_id?: string } => ({
      ...(search.checkout === 'cancelled' && { checkout: 'cancelled' }),
      ...(typeof search.session_id === 'string' && { session_id: search.session_id }),
    }),
    component: lazyRouteComponent(() => import('./onboarding/onboarding-screen.tsx'), 'OnboardingScreen'),
  }),
  ...appointmentRoutes(parent),
  ...customerRoutes(parent),
  ...insightRoutes(parent),
  createRoute({
    getParentRoute: () => parent,
    path: '/calls',
    validateSearch: readCallSearch,
    component: lazyRouteComponent(() => import('./calls/calls-screen.tsx'), 'CallsScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/calls/$callId',
    component: lazyRouteComponent(() => import('./calls/call-screen.tsx'), 'CallScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/try-agent',
    component: lazyRouteComponent(() => import('./try-agent/try-agent-screen.tsx'), 'TryAgentScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/texts',
    validateSearch: (search: Record<string, unknown>): TextSearch => {
      const state = TEXT_STATES.find((one) => one === search.state);
      return { ...readSpan(search), ...(state && { state }) };
    },
    component: lazyRouteComponent(() => import('./texts/texts-screen.tsx'), 'TextsScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/billing',
    validateSearch: (search: Record<string, unknown>) => ({
      ...readSpan(search),
      ...(isFeeFilter(search.state) && { state: search.state }),
    }),
    component: lazyRouteComponent(() => import('./billing/billing-screen.tsx'), 'BillingScreen'),
  }),
  ...settingsRoutes(parent),
];
