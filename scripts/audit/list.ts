import type { ChainPlace } from '../../functions/domain/audit/chain.ts';
import type { AuditTrail } from '../../functions/domain/audit/ports.ts';
import type { Say } from '../stage/say.ts';
import { tellEntry } from './tell-entry.ts';

type Asked = {
  readonly place: ChainPlace;
  readonly subject?: string | undefined;
  /** Each entry as it is stored, one JSON object a line, and nothing else. */
  readonly json: boolean;
};

/** Says what is on record, oldest first, one line an entry. */
export const list = async (trail: AuditTrail, say: Say, { place, subject, json }: Asked): Promise<void> => {
  let count = 0;
  for await (const entry of trail.entries(place, subject)) {
    count += 1;
    say(json ? JSON.stringify(entry) : tellEntry(entry));
  }
  if (json) return;
  const of = subject === undefined ? place : `${place} about ${subject}`;
  if (count === 0) say('Nothing is on record: is the id right?');
  say(`${count} ${count === 1 ? 'entry' : 'entries'} on the record of ${of}.`);
};
