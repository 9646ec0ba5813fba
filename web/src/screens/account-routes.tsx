import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { rootRoute } from '../app/router.tsx';
import { readText, readTexts } from '../ui/read-search.ts';

/** A page of ours to come back to: no other address is gone to. */
const ownPath = (value: unknown): string | undefined => {
  const path = readText(value);
  return path?.startsWith('/') && !path.startsWith('//') && !path.includes('\\') ? path : undefined;
};

/** Where people come in, before anybody is signed in. */
export const accountRoutes = (parent: typeof rootRoute) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/sign-in',
    validateSearch: (search: Record<string, unknown>): { back?: string } => {
      const back = ownPath(search.back);
      return back === undefined ? {} : { back };
    },
    component: lazyRouteComponent(() => import('./sign-in/sign-in-screen.tsx'), 'SignInScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/sign-up',
    component: lazyRouteComponent(() => import('./sign-in/sign-up-screen.tsx'), 'SignUpScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/password',
    component: lazyRouteComponent(() => import('./sign-in/password-screen.tsx'), 'PasswordScreen'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/join',
    validateSearch: (search: Record<string, unknown>) => readTexts(['business', 'email'], search),
    component: lazyRouteComponent(() => import('./sign-in/join-screen.tsx'), 'JoinScreen'),
  }),
];
