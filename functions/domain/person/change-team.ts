import type { PersonId } from '../../contracts/api/people.ts';
import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Member } from './person.ts';
import type { Team, TeamChange } from './ports.ts';

type Of = { readonly businessId: BusinessId; readonly personId: PersonId; readonly by: PersonId };

export const moveMember = async (team: Pick<Team, 'move'>, change: TeamChange): Promise<void> => {
  const outcome = await team.move(change);
  if (outcome === 'last owner') throw new Refusal('last_owner');
  if (outcome === 'changed') throw new Refusal('changed_meanwhile');
};

const memberOf = async (team: Team, { businessId, personId }: Of): Promise<Member> => {
  const member = await team.find(businessId, personId);
  if (!member) throw new Refusal('member_not_found');
  return member;
};

/** Refuses with `member_not_found`, `last_owner`, `changed_meanwhile`. Giving the role that there is changes nothing. */
export const changeRole =
  (team: Team) =>
  async (of: Of, role: Role, nowMs: number): Promise<void> => {
    const from = await memberOf(team, of);
    if (from.role === role) return;
    const to = { ...from, role, version: from.version + 1 };
    await moveMember(team, { ...of, from, to, at: new Date(nowMs).toISOString() });
  };

/** Refuses with `member_not_found`, `last_owner`, `changed_meanwhile`. The account stays: it may be of use elsewhere. */
export const removeMember =
  (team: Team) =>
  async (of: Of, nowMs: number): Promise<void> => {
    const from = await memberOf(team, of);
    await moveMember(team, { ...of, from, to: undefined, at: new Date(nowMs).toISOString() });
  };
