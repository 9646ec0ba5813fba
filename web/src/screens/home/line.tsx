import { Alert, Anchor, Text } from '@mantine/core';
import { IconPhoneCheck, IconPhoneOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useBusinessId, useRole } from '../../app/business.ts';
import { formatPhone } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { WholePhones } from '../../ui/whole-phones.tsx';
import type { Overview } from './overview.ts';

export const Line = ({ line }: { readonly line: Overview['line'] }) => {
  const { home } = useMessages();
  const businessId = useBusinessId();
  const isOwner = useRole() === 'owner';
  const { isLive, because, number } = line;
  return (
    <Alert
      variant="outline"
      color={isLive ? 'green' : 'orange'}
      icon={isLive ? <IconPhoneCheck aria-hidden /> : <IconPhoneOff aria-hidden />}
      title={
        <Text component="h2" fw={700} size="md" m={0}>
          {isLive ? home.lineUp : home.lineDown}
        </Text>
      }
    >
      <Text size="sm">
        {isLive
          ? number && <WholePhones>{home.callers(formatPhone(number))}</WholePhones>
          : because && home.off[because]}
      </Text>
      {because === 'not_set_up' && isOwner && (
        <Anchor component={Link} to={`/b/${businessId}/onboarding`} size="sm" className="thumb">
          {home.goOn}
        </Anchor>
      )}
    </Alert>
  );
};
