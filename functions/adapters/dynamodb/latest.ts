import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import type { Key } from './keys.ts';
import { transact } from './transaction.ts';

/** What a vendor said of one aspect of something, and when that was, by the vendor's own clock. */
export type Said = {
  readonly aspect: string;
  /** ISO instant. */
  readonly at: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/**
 * Writes the event and what it says into the row, under the name of its aspect, once. What happened later stands, and of
 * two things at one instant that with the greater event id: so the row is the same in whatever order they come. `base` is
 * what every event says alike.
 */
export const recordLatest = async (
  { db, name: table }: Table,
  waiting: Waiting,
  row: { readonly key: Key; readonly base: Readonly<Record<string, unknown>> },
  said: Said,
  occasion: VendorEvent,
): Promise<void> => {
  const base = Object.entries(row.base).filter(([, value]) => value !== undefined);
  const names = base.map((_, index) => `#b${index}`);
  const inbox = inboxPut(table, occasion);
  const outcome = await transact(
    db,
    [
      inbox,
      {
        Update: {
          TableName: table,
          Key: row.key,
          UpdateExpression: `SET ${names.map((name, index) => `${name} = :b${index}`).join(', ')}, #said = :said`,
          ConditionExpression:
            'attribute_not_exists(#said) OR #said.#at < :at OR (#said.#at = :at AND #said.#by < :by)',
          ExpressionAttributeNames: {
            ...Object.fromEntries(base.map(([name], index) => [`#b${index}`, name])),
            '#said': said.aspect,
            '#at': 'at',
            '#by': 'eventId',
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(base.map(([, value], index) => [`:b${index}`, value])),
            ':said': { ...said.details, at: said.at, eventId: occasion.eventId },
            ':at': said.at,
            ':by': occasion.eventId,
          },
        },
      },
    ],
    waiting,
  );
  const isOvertaken = outcome.kind === 'refused' && outcome.failed[0] === undefined;
  // Something later is known, which is no reason to forget that this came.
  if (isOvertaken) await transact(db, [inbox], waiting);
};
