import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { moveMember } from './change-team.ts';
import type { Code } from './code.ts';
import type { Member, Person } from './person.ts';
import type { Codes, Team } from './ports.ts';

export type JoinDeps = {
  readonly team: Pick<Team, 'find' | 'move' | 'invitations'>;
  readonly codes: Pick<Codes, 'spend'>;
  readonly ids: Pick<DerivedIds, 'invitation'>;
};

/**
 * Makes whoever has read an invitation a member in the role that it names; an owner stays one. The code is spent at
 * the end: cut off before, it goes on where it stopped. Then the team's list forgets the invitation.
 */
export const joinTeam =
  (deps: JoinDeps) =>
  async (code: Code, person: Pick<Person, 'id' | 'email' | 'name'>, nowMs: number): Promise<Member> => {
    if (code.purpose.kind !== 'invitation') throw new Refusal('code_invalid');
    const { businessId, role } = code.purpose;
    const { id: personId, email, name } = person;
    const at = new Date(nowMs).toISOString();
    const from = await deps.team.find(businessId, personId);
    const to: Member = {
      v: 1,
      businessId,
      personId,
      email,
      name,
      role: from?.role === 'owner' ? 'owner' : role,
      since: from?.since ?? at,
      // Above whatever an earlier membership of theirs had: nothing that was read of that one changes this one.
      version: from ? from.version + 1 : nowMs,
    };
    const member = from?.role === to.role ? from : to;
    if (member === to) await moveMember(deps.team, { businessId, personId, from, to, by: personId, at });
    await deps.codes.spend(code);
    const id = deps.ids.invitation(businessId, code.addressId);
    await deps.team.invitations.forget({ businessId, id, at: code.requestedAt });
    return member;
  };
