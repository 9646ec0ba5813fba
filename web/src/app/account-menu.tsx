import { Menu } from '@mantine/core';
import { IconLogout, IconPlus, IconSwitchHorizontal } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMessages } from '../ui/use-messages.ts';
import { useMe } from './business.ts';
import { ColorScheme } from './color-scheme.tsx';
import { useMeans } from './means.tsx';

/** What somebody does as themself; open as soon as it is there. */
export const AccountMenu = ({ button }: { readonly button: ReactElement }) => {
  const { app, home } = useMessages();
  const { session } = useMeans();
  const navigate = useNavigate();
  const me = useMe().data;
  return (
    <Menu position="bottom-end" width={240} defaultOpened>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {me && <Menu.Label>{me.email}</Menu.Label>}
        <Menu.Item
          leftSection={<IconSwitchHorizontal size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/' })}
        >
          {app.switchBusiness}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/open' })}
        >
          {home.openBusiness}
        </Menu.Item>
        <ColorScheme />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void session.end()}>
          {app.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
