import { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { ApiProblem } from '../../../functions/contracts/api/client.ts';
import { makeApi, type OwnerApi, type PeopleApi } from '../api/make-api.ts';
import { otherTabs } from '../session/other-tabs.ts';
import type { Session } from '../session/session.ts';
import { forgetDrafts } from '../ui/use-draft.ts';
import type { Config } from './config.ts';

/** What every screen works with. */
export type Means = {
  readonly config: Config;
  readonly session: Session;
  /** What members ask of a business. */
  readonly owner: OwnerApi;
  /** What people ask of their account and their team, once they are signed in. */
  readonly people: PeopleApi;
  readonly queries: QueryClient;
};

/** What we refused will be refused again; what did not get through may get through. */
const mayGetThrough = (error: unknown): boolean => !(error instanceof ApiProblem) || error.status >= 500;

export const makeMeans = (config: Config, session: Session): Means => {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && mayGetThrough(error),
        // A request that waits for a network would leave a page that waits without a word.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  // Nobody is to see what somebody else has looked at, or typed, on the same screen.
  const forget = (): void => {
    queries.clear();
    forgetDrafts();
  };
  const forgetWhenOver = () => session.state().is === 'signed-out' && forget();
  forgetWhenOver();
  session.subscribe(forgetWhenOver);
  window.addEventListener(
    'storage',
    otherTabs(session, () => {
      forget();
      // What is half typed here is somebody else's: nobody is asked whether to keep it.
      window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
      window.location.reload();
    }),
  );
  return { config, session, queries, ...makeApi(session) };
};

const Context = createContext<Means | undefined>(undefined);
export const MeansProvider = Context.Provider;

export const useMeans = (): Means => {
  const means = useContext(Context);
  if (!means) throw new Error('A screen is shown outside the app.');
  return means;
};
