import { expect } from 'vitest';
import type { InvitationId } from '../../functions/contracts/ids.ts';
import type { Invited } from '../../functions/domain/person/invitation.ts';
import { AT, type AuditedBusiness } from './audited-business.ts';
import type { DecisionExample } from './decisions.ts';

/** A colleague is about to be sent a code, by somebody of the business. */
const invited = ({ ids, businessId, serial, member }: AuditedBusiness): Invited => {
  return {
    invitation: {
      v: 1,
      id: `inv_${serial}` as InvitationId,
      businessId,
      addressId: ids.addressOf('owners', `jo-${serial}@people.example`),
      by: member.personId,
      at: AT,
    },
    role: 'staff',
    endsAt: '2026-11-30T15:00:00.000Z',
  };
};

export const INVITATION_DECISIONS = [
  {
    name: 'an invitation',
    expected: { what: 'invitation.sent', to: 'staff', actor: expect.stringMatching(/^person:/) },
    prepare: async (of) => () => of.team.invitations.note(invited(of)),
  },
  {
    name: 'an invitation that is withdrawn',
    expected: { what: 'invitation.withdrawn', actor: expect.stringMatching(/^person:/) },
    prepare: async (of) => {
      const { invitations } = of.team;
      const { invitation, ...more } = invited(of);
      await invitations.note({ invitation, ...more });
      return () => invitations.withdraw({ invitation, by: of.member.personId, at: AT });
    },
  },
] as const satisfies readonly DecisionExample[];
