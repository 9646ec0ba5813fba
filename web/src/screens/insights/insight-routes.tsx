import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { businessRoute } from '../../app/router.tsx';
import { readPeriod } from './periods.ts';
import { readRows } from './row-search.ts';

export const insightRoutes = (parent: typeof businessRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/insights',
    validateSearch: readPeriod,
    component: lazyRouteComponent(() => import('./insights-screen.tsx'), 'InsightsScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/insights/rows',
    validateSearch: readRows,
    component: lazyRouteComponent(() => import('./rows-screen.tsx'), 'RowsScreen'),
  }),
];
