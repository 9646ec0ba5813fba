import { Text } from '@mantine/core';
import { useBusiness } from '../../app/business.ts';
import { formatPhone } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';

export const HomeScreen = () => {
  const { app } = useMessages();
  const { numbers } = useBusiness();
  return (
    <Page title={app.screens.home}>
      <Text>{numbers.map(formatPhone).join(', ')}</Text>
    </Page>
  );
};
