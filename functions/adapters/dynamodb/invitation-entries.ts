import type { AuditEntry } from '../../domain/audit/audit-entry.ts';
import type { Invited, Withdrawal } from '../../domain/person/invitation.ts';

/** Who is invited has no id yet: an id that stands for their address at this business is what the record has of them. */
export const sentEntry = ({ invitation: { id, businessId, by, at }, role }: Invited): AuditEntry => ({
  v: 1,
  id: `invitation.sent:${id}:${at}`,
  businessId,
  at,
  what: 'invitation.sent',
  subject: id,
  to: role,
  version: at,
  actor: `person:${by}`,
});

export const withdrawnEntry = ({ invitation, by, at }: Withdrawal): AuditEntry => ({
  v: 1,
  id: `invitation.withdrawn:${invitation.id}:${invitation.at}`,
  businessId: invitation.businessId,
  at,
  what: 'invitation.withdrawn',
  subject: invitation.id,
  version: invitation.at,
  actor: `person:${by}`,
});
