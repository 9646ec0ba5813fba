import { Menu } from '@mantine/core';
import { IconLogout, IconPlus, IconSwitchHorizontal } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../ui/use-messages.ts';
import { AccountButton } from './account-button.tsx';
import { useMe } from './business.ts';
import { ColorScheme } from './color-scheme.tsx';
import { useMeans } from './means.tsx';

/** What somebody does as themself. It takes the place of the button that had it loaded, with the focus, and opens. */
export const AccountMenu = () => {
  const { app, home } = useMessages();
  const { session } = useMeans();
  const navigate = useNavigate();
  const me = useMe().data;
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Where the focus is now it goes back to when the menu closes.
    button.current?.focus();
    setIsOpen(true);
  }, []);
  return (
    <Menu position="bottom-end" width={240} opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <AccountButton ref={button} />
      </Menu.Target>
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
