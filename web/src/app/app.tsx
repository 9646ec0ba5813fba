import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import type { Config } from './config.ts';
import { type Means, MeansProvider, makeMeans } from './means.tsx';
import { makeRouter } from './router.tsx';
import { theme, variables } from './theme.ts';

export const App = ({ config }: { readonly config: Config }) => {
  const [means] = useState<Means>(() => makeMeans(config));
  const [router] = useState(() => makeRouter(means));
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <MeansProvider value={means}>
        <QueryClientProvider client={means.queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MeansProvider>
    </MantineProvider>
  );
};
