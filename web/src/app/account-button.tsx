import { ActionIcon, type ActionIconProps } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { useMessages } from '../ui/use-messages.ts';

export const AccountButton = (props: ActionIconProps & ComponentProps<'button'>) => {
  const { app } = useMessages();
  return (
    <ActionIcon variant="default" size="xl" aria-label={app.account} aria-haspopup="menu" {...props}>
      <IconUser size={18} aria-hidden />
    </ActionIcon>
  );
};
