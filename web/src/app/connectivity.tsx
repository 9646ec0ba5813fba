import { Alert } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useMessages } from '../ui/use-messages.ts';

const subscribe = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** Says that there is no network, in place of leaving somebody to wonder. */
export const Connectivity = () => {
  const { app } = useMessages();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return isOnline ? null : (
    <Alert role="status" color="orange" variant="outline" mb="md" icon={<IconWifiOff aria-hidden />}>
      {app.offline}
    </Alert>
  );
};
