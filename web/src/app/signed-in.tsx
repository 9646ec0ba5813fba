import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useMeans } from './means.tsx';

/** Sends whoever is signed out meanwhile, here or in another tab, to the door, and back afterwards. */
export const SignedIn = () => {
  const { session } = useMeans();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const navigate = useNavigate();
  const back = useRouterState({ select: ({ location }) => location.href });
  useEffect(() => {
    if (state.is === 'signed-out') void navigate({ to: '/sign-in', search: { back } });
  }, [state, navigate, back]);
  return state.is === 'signed-in' ? <Outlet /> : null;
};
