import type { AuditEntry, OperationsEntry } from '../../domain/audit/audit-entry.ts';
import type { Profile } from '../../domain/business/business.ts';
import type { Partner, PartnerBusiness, PartnerKey } from '../../domain/partner/partner.ts';
import type { ByOperator, PartnerChange } from '../../domain/partner/ports.ts';

/** What goes on record of partners and their keys: ids, states, scopes and ends; no address, no label, nothing of a key. */
const entry = (
  { by, at }: ByOperator,
  decided: Omit<OperationsEntry, 'v' | 'id' | 'at' | 'actor'>,
): OperationsEntry => ({
  v: 1,
  id: `${decided.what}:${decided.subject}:${decided.version}`,
  ...decided,
  at,
  actor: `operator:${by}`,
});

export const createdEntry = (partner: Partner, by: ByOperator): OperationsEntry =>
  entry(by, {
    what: 'partner.created',
    subject: partner.id,
    to: partner.state,
    version: partner.version,
  });

export const stateEntry = (change: PartnerChange): OperationsEntry =>
  entry(change, {
    what: change.to.state === 'suspended' ? 'partner.disabled' : 'partner.changed',
    subject: change.to.id,
    from: change.from.state,
    to: change.to.state,
    version: change.to.version,
  });

export const issuedEntry = (
  change: PartnerChange & { readonly key: PartnerKey; readonly replaced?: PartnerKey | undefined },
): OperationsEntry => {
  const { key, replaced, to } = change;
  return entry(change, {
    what: 'key.issued',
    subject: key.id,
    version: to.version,
    facts: {
      partnerId: to.id,
      scopes: key.scopes.join(' '),
      endsAt: key.endsAt,
      replaces: replaced?.id,
      replacedEndsAt: replaced?.endsAt,
    },
  });
};

export const revokedEntry = (change: PartnerChange & { readonly key: PartnerKey }): OperationsEntry =>
  entry(change, {
    what: 'key.revoked',
    subject: change.key.id,
    version: change.to.version,
    facts: { partnerId: change.to.id },
  });

/** On the business's own record: its owner reads who has opened it. */
export const openedForOwnerEntry = (
  profile: Profile,
  { partnerId, since: at }: PartnerBusiness,
): AuditEntry => ({
  v: 1,
  id: `business.opened:${profile.id}:1`,
  businessId: profile.id,
  at,
  what: 'business.opened',
  subject: profile.id,
  version: 1,
  actor: `partner:${partnerId}`,
  facts: { zone: profile.zone, trade: profile.trade },
});
