import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { codeName } from './code.ts';
import type { Codes, Team } from './ports.ts';

type EndDeps = {
  readonly team: Pick<Team, 'find'>;
  readonly codes: Pick<Codes, 'find' | 'spend'>;
  readonly ids: Pick<DerivedIds, 'addressOf'>;
};

/**
 * Ends the invitation that a member of the business has not used, if there is one: whoever is removed does not come back
 * by it. Before the removal: cut off between the two, a repeat finds the member and does both.
 */
export const endInvitation =
  ({ team, codes, ids }: EndDeps) =>
  async (businessId: BusinessId, personId: PersonId): Promise<void> => {
    const member = await team.find(businessId, personId);
    if (!member) return;
    const name = codeName({ kind: 'invitation', businessId });
    const code = await codes.find(ids.addressOf('owners', member.email), name);
    if (code) await codes.spend(code);
  };
