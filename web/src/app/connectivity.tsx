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

const useIsOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);

/** Says that there is no network, in place of leaving somebody to wonder. */
export const Offline = () => {
  const { app } = useMessages();
  return useIsOnline() ? null : (
    <Alert role="status" color="orange" variant="outline" mb="md" icon={<IconWifiOff aria-hidden />}>
      {app.offline}
    </Alert>
  );
};

/** The same of a business that is shown, whose changes are heard of: and that they come late, where they do. */
export const Connectivity = ({ businessId }: { readonly businessId: BusinessId }) => {
  const { app } = useMessages();
  const isOnline = useIsOnline();
  const { isInterrupted } = useLive(businessId);
  return (
    <>
      <Offline />
      {isOnline && isInterrupted && (
        <Text role="status" size="sm" c="dimmed" mb="xs">
          {app.liveOff}
        </Text>
      )}
    </>
  );
};
