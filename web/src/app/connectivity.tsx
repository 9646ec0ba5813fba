import { Alert, Text } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useLive } from '../live/use-live.ts';
import { useMessages } from '../ui/use-messages.ts';
import type { BusinessId } from './business.ts';

const subscribe = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** Says that there is no network, or that changes come late, in place of leaving somebody to wonder. */
export const Connectivity = ({ businessId }: { readonly businessId: BusinessId }) => {
  const { app } = useMessages();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const { isInterrupted } = useLive(businessId);
  if (!isOnline)
    return (
      <Alert role="status" color="orange" variant="outline" mb="md" icon={<IconWifiOff aria-hidden />}>
        {app.offline}
      </Alert>
    );
  return isInterrupted ? (
    <Text role="status" size="sm" c="dimmed" mb="xs">
      {app.liveOff}
    </Text>
  ) : null;
};
