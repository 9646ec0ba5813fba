import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { businessRoute } from '../app/router.tsx';
import { appointmentRoutes } from './appointments/appointment-routes.tsx';
import { customerRoutes } from './customers/customer-routes.tsx';

/** The screens of one business: each is loaded when it is gone to. */
export const businessScreens = (parent: typeof businessRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/',
    component: lazyRouteComponent(() => import('./home/home-screen.tsx'), 'HomeScreen'),
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
];
