import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { businessRoute } from '../app/router.tsx';

/** The screens of one business: each is loaded when it is gone to. */
export const businessScreens = (parent: typeof businessRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/',
    component: lazyRouteComponent(() => import('./home/home-screen.tsx'), 'HomeScreen'),
  }),
];
