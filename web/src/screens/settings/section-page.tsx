import { Anchor, Stack, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useBusinessId } from '../../app/business.ts';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { SectionName } from './sections.ts';

/** One section of the settings: the way back to all of them, its name, and a word about it. */
export const SectionPage = ({
  section,
  children,
}: {
  readonly section: SectionName;
  readonly children: ReactNode;
}) => {
  const { settings: words } = useMessages();
  const businessId = useBusinessId();
  return (
    <Stack gap="xs" maw={760}>
      <nav aria-label={words.position}>
        <Anchor component={Link} to={`/b/${businessId}/settings`} size="sm">
          <IconChevronLeft size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> {words.title}
        </Anchor>
      </nav>
      <Page title={words.sections[section].name}>
        <Text c="dimmed">{words.sections[section].lead}</Text>
        {children}
      </Page>
    </Stack>
  );
};
