import { queryOptions } from '@tanstack/react-query';
import type { BusinessId } from '../../app/business.ts';
import type { Means } from '../../app/means.tsx';

export const teamQuery = ({ people }: Pick<Means, 'people'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'team', 'members'],
    queryFn: () => people.listTeam({ path: { businessId } }),
  });

/** Below the key of the team, so that whatever touches the team touches it. */
export const invitationsQuery = ({ people }: Pick<Means, 'people'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'team', 'invitations'],
    queryFn: () => people.listInvitations({ path: { businessId } }),
  });
