import { PersonId } from '../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { AuditEntry, Link } from '../../functions/domain/audit/audit-entry.ts';
import {
  type ChainedEntry,
  type ChainPlace,
  linkAfter,
  placeOf,
} from '../../functions/domain/audit/chain.ts';
import type { ChainTrail } from '../../functions/domain/audit/judge-chain.ts';
import { sha256 } from '../../functions/runtime/hashing.ts';

export const PLACE = 'biz_apexhvac01' as BusinessId;
const SOMEBODY = PersonId.parse('00000000-0000-4000-8000-000000000001');

/** What somebody did, the `nth` time, once a minute. */
export const aDeed = (nth: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
  v: 1,
  id: `settings.changed:${PLACE}:${nth}`,
  businessId: PLACE,
  at: new Date(Date.UTC(2026, 10, 23, 15, nth)).toISOString(),
  what: 'settings.changed',
  subject: PLACE,
  from: 'before',
  to: 'after',
  version: nth,
  actor: `person:${SOMEBODY}`,
  cause: `request ${nth}`,
  facts: { 'noticeMinutes before': nth, 'noticeMinutes after': nth + 1 },
  ...over,
});

/** These entries, each linked to the one before. */
export const linked = <Entry extends ChainedEntry>(entries: readonly Entry[]): (Entry & Link)[] => {
  let before: Link | undefined;
  return entries.map((entry) => {
    const link = linkAfter(sha256, placeOf(entry), before, entry);
    before = link;
    return { ...entry, ...link };
  });
};

/** A trail that holds these; without a head of its own it is the last of them. */
export const aTrail = (
  entries: readonly ChainedEntry[],
  head: Link | undefined = entries.findLast(({ seq }) => seq !== undefined) as Link | undefined,
): ChainTrail => ({
  head: async (_: ChainPlace) => head && { seq: head.seq, chain: head.chain },
  async *recorded() {
    yield* entries;
  },
});
