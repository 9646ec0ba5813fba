import type { Accountable, AuditEntry } from '../../domain/audit/audit-entry.ts';
import type { Contest } from '../../domain/contest/contest.ts';

/** What goes on the record of what an owner says against a fee: codes, amounts and ids, and nobody's words. */
const entry = (
  contest: Contest,
  decided: Pick<AuditEntry, 'what' | 'at' | 'actor' | 'from' | 'to' | 'facts'>,
): AuditEntry => ({
  v: 1,
  id: `${decided.what}:${contest.feeId}:${contest.version}`,
  businessId: contest.businessId,
  subject: contest.feeId,
  appointmentId: contest.appointmentId,
  version: contest.version,
  ...decided,
});

const judged = ({ decidedAs: as, decidedBecause: because }: Contest) => ({ as, because });

export const contestedEntry = (contest: Contest): AuditEntry & { readonly actor: Accountable } => ({
  ...entry(contest, {
    what: 'fee.contested',
    at: contest.at,
    actor: `person:${contest.by}`,
    to: contest.state,
    facts: {
      reason: contest.reason,
      amountCents: contest.amountCents,
      duplicateOf: contest.facts.duplicateOf,
      ...judged(contest),
    },
  }),
  actor: `person:${contest.by}`,
});

export const decidedEntry = (from: Contest, to: Contest, actor: Accountable | 'system'): AuditEntry =>
  entry(to, {
    what: 'contest.decided',
    at: to.decidedAt ?? to.at,
    actor,
    from: from.state,
    to: to.state,
    facts: { reason: to.reason, amountCents: to.amountCents, ...judged(to) },
  });

export const givenBackEntry = (from: Contest, to: Contest): AuditEntry => ({
  ...entry(to, {
    what: 'fee.given-back',
    at: to.back?.at ?? to.at,
    actor: 'system',
    from: from.state,
    to: to.state,
    facts: {
      how: to.back?.how,
      cents: to.back?.cents,
      creditNoteId: to.back?.creditNoteId,
      reason: to.reason,
      ...judged(to),
    },
  }),
  cause: to.callId,
});
