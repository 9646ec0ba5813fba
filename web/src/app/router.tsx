import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { accountRoutes } from '../screens/account-routes.tsx';
import { businessScreens } from '../screens/business-screens.tsx';
import { Crashed } from './crashed.tsx';
import type { Means } from './means.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';
import { SignedIn } from './signed-in.tsx';

export const rootRoute = createRootRouteWithContext<Means>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

/** Everything below it is for somebody who is signed in; whoever is not comes back to it afterwards. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => {
    if (context.session.state().is === 'signed-out')
      throw redirect({ to: '/sign-in', search: { back: location.href } });
  },
  component: SignedIn,
});

const businessesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(
    () => import('../screens/businesses/businesses-screen.tsx'),
    'BusinessesScreen',
  ),
});

const openBusinessRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/open',
  component: lazyRouteComponent(
    () => import('../screens/open-business/open-business-screen.tsx'),
    'OpenBusinessScreen',
  ),
});

export const businessRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/b/$businessId',
  component: Shell,
});

export const makeRouter = (means: Means) =>
  createRouter({
    routeTree: rootRoute.addChildren([
      ...accountRoutes(rootRoute),
      signedInRoute.addChildren([
        businessesRoute,
        openBusinessRoute,
        businessRoute.addChildren(businessScreens(businessRoute)),
      ]),
    ]),
    context: means,
    defaultPreload: 'intent',
    defaultErrorComponent: Crashed,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
