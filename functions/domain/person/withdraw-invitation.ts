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

/** Each may find a code that was stored since the one before. */
const READINGS = 5;

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
    const openCode = async ({ addressId }: Invitation) => {
      const code = await codes.find(addressId, codeName({ kind: 'invitation', businessId }));
      return code && isOpen(code, nowMs) ? code : undefined;
    };
    /** Its code may be stored only now, in the place of the one before; one that was asked for since then is another's. */
    const spendAll = async (withdrawn: Invitation): Promise<void> => {
      for (let reading = 1; reading <= READINGS; reading += 1) {
        const code = await openCode(withdrawn);
        if (!code || code.requestedAt > withdrawn.at) return;
        await codes.spend(code);
      }
      throw new Refusal('changed_meanwhile');
    };
    const invitation = await invitations.find(businessId, invitationId);
    if (!invitation || !(await openCode(invitation))) return;
    if (invitation.withdrawnAt === undefined) await putOnRecord(invitation);
    await spendAll(invitation);
    await invitations.forget(invitation);
  };
