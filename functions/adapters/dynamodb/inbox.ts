import type { Vendor } from '../../contracts/vendor-messages.ts';
import { keys } from './keys.ts';
import type { TransactItems } from './transaction.ts';

/** Beyond 30 days: longer than any vendor repeats itself and than a message can lie in dead letters. */
const KEPT_SECONDS = 45 * 86_400;

export type InboxEntry = {
  readonly vendor: Vendor;
  /** The vendor's own id of the event, or what stands for it (`call_ended:<call id>`). */
  readonly eventId: string;
  readonly type: string;
  /** ISO instant at which our edge took it. */
  readonly receivedAt: string;
  /** Where the body of an event of an unknown kind is kept. */
  readonly bodyKey?: string | undefined;
};

/** The action that makes an event happen once: put it in the transaction of the event's effect. */
export const inboxPut = (table: string, entry: InboxEntry): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: {
      ...keys.inbox(entry.vendor, entry.eventId),
      v: 1,
      type: entry.type,
      receivedAt: entry.receivedAt,
      ...(entry.bodyKey !== undefined && { bodyKey: entry.bodyKey }),
      expiresAt: Math.floor(Date.parse(entry.receivedAt) / 1000) + KEPT_SECONDS,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});
