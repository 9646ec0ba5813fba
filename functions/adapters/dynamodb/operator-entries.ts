import type { Actor, OperationsEntry } from '../../domain/audit/audit-entry.ts';
import type { StateChange } from '../../domain/operator/ports.ts';
import type { Code } from '../../domain/person/code.ts';
import type { Person } from '../../domain/person/person.ts';

/** What goes on the record of what concerns no one business: ids, states and codes, and nothing of a person. */
const entry = (decided: Omit<OperationsEntry, 'v' | 'id'>): OperationsEntry => ({
  v: 1,
  id: `${decided.what}:${decided.subject}:${decided.version}`,
  ...decided,
});

/** Who is invited has no id yet; the address stands there by what stands for it. */
export const invitedEntry = (code: Code, by: Actor): OperationsEntry =>
  entry({
    at: code.requestedAt,
    what: 'operator.invited',
    subject: code.addressId,
    version: code.nonce,
    actor: by,
  });

export const joinedEntry = (person: Person): OperationsEntry =>
  entry({
    at: person.since,
    what: 'operator.joined',
    subject: person.id,
    to: person.state,
    version: 1,
    actor: `operator:${person.id}`,
  });

export const stateEntry = ({ personId, circle, from, to, by, at }: StateChange): OperationsEntry =>
  entry({
    at,
    what: to === 'disabled' ? 'person.disabled' : 'person.enabled',
    subject: personId,
    from,
    to,
    version: at,
    actor: `operator:${by}`,
    facts: { circle },
  });
