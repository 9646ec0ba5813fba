import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type ComponentType, useState } from 'react';
import { useIsOnboarding } from '../screens/onboarding/onboarding-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { useMessages } from '../ui/use-messages.ts';
import { AccountButton } from './account-button.tsx';
import { businessQuery, useBusinessId, useMe, useRole } from './business.ts';
import { Connectivity } from './connectivity.tsx';
import { useMeans } from './means.tsx';
import { NAVIGATION } from './navigation.ts';

/** The menu is loaded when somebody opens it: nobody's first screen waits for it, and where it cannot be, the page stays. */
const Account = () => {
  const [Menu, setMenu] = useState<ComponentType>();
  const load = () =>
    import('./account-menu.tsx').then(
      ({ AccountMenu }) => setMenu(() => AccountMenu),
      () => undefined,
    );
  return Menu ? <Menu /> : <AccountButton onClick={() => void load()} />;
};

const MainMenu = ({ onGo }: { readonly onGo: () => void }) => {
  const { app } = useMessages();
  const businessId = useBusinessId();
  const role = useRole();
  const isOnboarding = useIsOnboarding();
  const path = useRouterState({ select: ({ location }) => location.pathname.replace(/\/$/, '') });
  return NAVIGATION.filter(
    ({ ownersOnly, whileOnboarding }) =>
      (!ownersOnly || role === 'owner') && (!whileOnboarding || isOnboarding),
  ).map(({ screen, to, icon: Icon, isExact }) => {
    const address = to.replace('$businessId', businessId);
    const isActive = isExact ? path === address : path === address || path.startsWith(`${address}/`);
    return (
      <NavLink
        key={screen}
        component={Link}
        to={address}
        label={app.screens[screen]}
        leftSection={<Icon size={18} aria-hidden />}
        active={isActive}
        activeOptions={{ exact: isExact ?? false }}
        onClick={onGo}
      />
    );
  });
};

/** As wide and as high as a thumb needs. */
const THUMB = '2.75rem';

/** What surrounds every screen of a business. */
export const Shell = () => {
  const { app } = useMessages();
  const means = useMeans();
  const businessId = useBusinessId();
  const me = useMe();
  const business = useQuery(businessQuery(means, businessId));
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        {app.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              // Lines as thin as ever in the middle of what a thumb hits.
              w={THUMB}
              h={THUMB}
              p={`calc((${THUMB} - var(--burger-size)) / 2)`}
              ml="-xs"
              aria-label={isOpen ? app.closeMenu : app.openMenu}
              aria-expanded={isOpen}
            />
            <img src="/icon.svg" alt="" width={28} height={28} />
            <Text fw={600} truncate>
              {business.data?.name ?? app.name}
            </Text>
          </Group>
          <Account />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={app.navigation}>
        <MainMenu onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Connectivity key={businessId} businessId={businessId} />
        {/* Who may do what is known before anything is offered. */}
        <Loaded query={me} rows={6}>
          {() => (
            <Loaded query={business} rows={6}>
              {() => <Outlet />}
            </Loaded>
          )}
        </Loaded>
      </AppShell.Main>
    </AppShell>
  );
};
