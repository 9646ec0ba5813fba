import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { AuditTrail } from '../../functions/domain/audit/audit-entry.ts';
import type { Say } from '../stage/say.ts';
import { tellEntry } from './tell-entry.ts';

type Asked = {
  readonly businessId: BusinessId;
  readonly subject?: string | undefined;
  /** Each entry as it is stored, one JSON object a line, and nothing else. */
  readonly json: boolean;
};

/** Says what is on a business's record, oldest first, one line an entry. */
export const list = async (
  trail: AuditTrail,
  say: Say,
  { businessId, subject, json }: Asked,
): Promise<void> => {
  let count = 0;
  for await (const entry of trail.entries(businessId, subject)) {
    count += 1;
    say(json ? JSON.stringify(entry) : tellEntry(entry));
  }
  if (json) return;
  const of = subject === undefined ? businessId : `${businessId} about ${subject}`;
  if (count === 0) say('Nothing is on record: is the id right?');
  say(`${count} ${count === 1 ? 'entry' : 'entries'} on the record of ${of}.`);
};
