import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId, InvitationId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { codeName, isOpen } from './code.ts';
import type { Invitation } from './invitation.ts';
import type { Codes, Invitations } from './ports.ts';

type WithdrawDeps = {
  readonly invitations: Pick<Invitations, 'find' | 'withdraw' | 'forget'>;
  readonly codes: Pick<Codes, 'find' | 'spend'>;
};

/**
 * Withdraws an invitation: its code opens nothing from then on. Nothing happens where there is none that is open. The
 * record comes first and the code is what lists the invitation: cut off in between, it is listed still, and a repeat goes
 * on. Refuses with `changed_meanwhile` where the address was invited anew in this moment.
 */
export const withdrawInvitation =
  ({ invitations, codes }: WithdrawDeps) =>
  async (
    of: { readonly businessId: BusinessId; readonly invitationId: InvitationId; readonly by: PersonId },
    nowMs: number,
  ): Promise<void> => {
    const { businessId, invitationId, by } = of;
    const putOnRecord = async (asRead: Invitation): Promise<void> => {
      const at = new Date(nowMs).toISOString();
      if ((await invitations.withdraw({ invitation: asRead, by, at })) === 'withdrawn') return;
      const now = await invitations.find(businessId, invitationId);
      // Gone, or as it was: another owner has withdrawn the same one.
      if (now !== undefined && now.at !== asRead.at) throw new Refusal('changed_meanwhile');
    };
    const invitation = await invitations.find(businessId, invitationId);
    const code =
      invitation && (await codes.find(invitation.addressId, codeName({ kind: 'invitation', businessId })));
    if (!invitation || !code || !isOpen(code, nowMs)) return;
    if (invitation.withdrawnAt === undefined) await putOnRecord(invitation);
    await codes.spend(code);
    await invitations.forget(invitation);
  };
