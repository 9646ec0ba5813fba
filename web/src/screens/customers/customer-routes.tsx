import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { businessRoute } from '../../app/router.tsx';

export const customerRoutes = (parent: typeof businessRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/customers',
    component: lazyRouteComponent(() => import('./customers-screen.tsx'), 'CustomersScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/customers/$customerId',
    component: lazyRouteComponent(() => import('./customer-screen.tsx'), 'CustomerScreen'),
  }),
];
