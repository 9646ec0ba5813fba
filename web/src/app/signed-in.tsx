import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useMeans } from './means.tsx';

/**
 * Sends whoever is signed out meanwhile, here or in another tab, to the door, and back afterwards; whoever has left by
 * themselves leaves no address behind, which may name a customer.
 */
export const SignedIn = () => {
  const { session } = useMeans();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const navigate = useNavigate();
  const router = useRouter();
  useEffect(() => {
    if (state.is === 'signed-in') return;
    // The page that is shown: the one on its way may be the door already.
    const { resolvedLocation, location } = router.state;
    const back = (resolvedLocation ?? location).href;
    void navigate({ to: '/sign-in', search: state.hasLeft ? {} : { back } });
  }, [state, navigate, router]);
  return state.is === 'signed-in' ? <Outlet /> : null;
};
