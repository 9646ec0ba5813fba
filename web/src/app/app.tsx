import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import type { Session } from '../session/session.ts';
import { useHasNotified } from '../ui/notify.ts';
import type { Config } from './config.ts';
import { type Means, MeansProvider, makeMeans } from './means.tsx';
import { makeRouter } from './router.tsx';
import { theme, variables } from './theme.ts';

// Where it cannot be loaded, nothing is said in passing; the page stays.
const Notifier = lazy(
  (): Promise<{ default: ComponentType }> =>
    import('./notifier.tsx').then(
      ({ Notifier: Loaded }) => ({ default: Loaded }),
      () => ({ default: () => null }),
    ),
);

export const App = ({ config, session }: { readonly config: Config; readonly session: Session }) => {
  const [means] = useState<Means>(() => makeMeans(config, session));
  const [router] = useState(() => makeRouter(means));
  const hasNotified = useHasNotified();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <Suspense>{hasNotified && <Notifier />}</Suspense>
      <MeansProvider value={means}>
        <QueryClientProvider client={means.queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MeansProvider>
    </MantineProvider>
  );
};
