import type { PersonId } from '../../contracts/api/people.ts';
import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId, InvitationId } from '../../contracts/ids.ts';
import { codeName, isOpen } from './code.ts';
import type { Codes, Invitations } from './ports.ts';

export type OpenInvitation = {
  readonly id: InvitationId;
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: PersonId;
  /** ISO instants. */
  readonly since: string;
  readonly endsAt: string;
};

/**
 * The invitations of a business by which somebody could still join, the newest first. The codes are asked, which alone
 * say so: one that was used, guessed at too often, withdrawn or is over is none. There are few: a
 * day has room for fifty. What a partner sent the first owner is not here: nobody looks before that was used.
 */
export const listInvitations =
  (deps: { readonly invitations: Pick<Invitations, 'list'>; readonly codes: Pick<Codes, 'find'> }) =>
  async (businessId: BusinessId, nowMs: number): Promise<readonly OpenInvitation[]> => {
    const name = codeName({ kind: 'invitation', businessId });
    const noted = await deps.invitations.list(businessId);
    const open = await Promise.all(
      noted.map(async ({ id, addressId, by }): Promise<OpenInvitation[]> => {
        const code = await deps.codes.find(addressId, name);
        if (code?.purpose.kind !== 'invitation' || !isOpen(code, nowMs)) return [];
        const { email, purpose, requestedAt, endsAt } = code;
        return [{ id, email, role: purpose.role, invitedBy: by, since: requestedAt, endsAt }];
      }),
    );
    return open.flat().toSorted((a, b) => b.since.localeCompare(a.since));
  };
