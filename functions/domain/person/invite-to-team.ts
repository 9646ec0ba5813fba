import type { PersonId } from '../../contracts/api/people.ts';
import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { type Code, codeName, isOpen } from './code.ts';
import { type InviteDeps, inviteMember } from './invite-member.ts';
import type { Codes, People, Team } from './ports.ts';

type InviteToTeamDeps = InviteDeps & {
  readonly codes: Pick<Codes, 'spend'>;
  readonly people: Pick<People, 'byAddress'>;
  readonly team: Pick<Team, 'find' | 'invitations'>;
};

type ToInvite = {
  readonly businessId: BusinessId;
  readonly email: string;
  readonly role: Role;
  readonly by: PersonId;
};

/** Refuses with `already_member` where whoever has the address, in whichever case it is written, is in the team. */
export const refuseMember =
  ({ ids, people, team }: Pick<InviteToTeamDeps, 'ids' | 'people'> & { team: Pick<Team, 'find'> }) =>
  async ({ businessId, email }: Pick<ToInvite, 'businessId' | 'email'>): Promise<void> => {
    const whose = await people.byAddress(ids.addressOf('owners', email));
    if (whose && (await team.find(businessId, whose))) throw new Refusal('already_member');
  };

/**
 * Invites an address to a team, on record and on its list. `sent-again`: it had an invitation, whose code opens nothing
 * any more. `withheld`: it was written to enough for a while; an invitation that was open stays. Refuses with
 * `changed_meanwhile` where another owner has withdrawn it in this moment.
 */
export const inviteToTeam =
  (deps: InviteToTeamDeps) =>
  async (wanted: ToInvite, nowMs: number): Promise<'sent' | 'sent-again' | 'withheld'> => {
    const { codes, ids, team } = deps;
    const { businessId, email, role, by } = wanted;
    const addressId = ids.addressOf('owners', email);
    const id = ids.invitation(businessId, addressId);
    const earlier = await codes.find(addressId, codeName({ kind: 'invitation', businessId }));
    // Noted before the code is there: cut off in between, nothing opens anything that no list shows.
    const replace: Codes['replace'] = async (before, code: Code) => {
      const { requestedAt: at, endsAt } = code;
      await team.invitations.note({ invitation: { v: 1, id, businessId, addressId, by, at }, role, endsAt });
      const outcome = await codes.replace(before, code);
      if (outcome === 'changed') return outcome;
      // Withdrawn before its code was there: whoever withdrew it could not spend it.
      const noted = await team.invitations.find(businessId, id);
      if (noted && noted.withdrawnAt === undefined) return outcome;
      await codes.spend(code);
      throw new Refusal('changed_meanwhile');
    };
    const outcome = await inviteMember({ ...deps, codes: { find: codes.find, replace } })(wanted, nowMs);
    if (outcome === 'withheld') return outcome;
    return earlier && isOpen(earlier, nowMs) ? 'sent-again' : 'sent';
  };
