import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { businessRoute } from '../../app/router.tsx';
import { readTexts } from '../../ui/read-search.ts';

export const customerRoutes = (parent: typeof businessRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/customers',
    validateSearch: (search: Record<string, unknown>) => readTexts(['words'], search),
    component: lazyRouteComponent(() => import('./customers-screen.tsx'), 'CustomersScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/customers/$customerId',
    component: lazyRouteComponent(() => import('./customer-screen.tsx'), 'CustomerScreen'),
  }),
];
