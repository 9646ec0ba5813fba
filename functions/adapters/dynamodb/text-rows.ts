import type { DerivedIds } from '../../domain/derived-ids.ts';
import { isSettled, type Text, type TextPlace, textNews, textRequested } from '../../domain/text/text.ts';
import { type Key, keys, listed } from './keys.ts';
import { announces, DUE_MARKS, wakes } from './outbox.ts';
import type { TransactItems } from './transaction.ts';

const WAKE_EVERY_SECONDS = 60;
/** Correspondence is kept for a year; a confirmation as long as its appointment. */
const REPLY_KEPT_SECONDS = 365 * 86_400;

export const textKey = ({ businessId, appointmentId, id }: TextPlace): Key =>
  appointmentId === undefined ? keys.reply(businessId, id) : keys.text(businessId, appointmentId, id);

const wakeOf = (ids: DerivedIds, text: Text) =>
  text.dueAt === undefined
    ? undefined
    : wakes(textRequested(ids, text), Date.parse(text.dueAt), WAKE_EVERY_SECONDS);

/**
 * A text of which something is still to be done wakes by itself until it is done; a settled one says once what became of
 * it. One that was sent and not heard of does both.
 */
export const textRow = (ids: DerivedIds, text: Text, announced: boolean) => {
  const wake = wakeOf(ids, text);
  const event = isSettled(text) ? textNews(ids, text) : announced ? textRequested(ids, text) : undefined;
  return {
    ...textKey(text),
    ...text,
    ...(text.kind === 'confirmation' && listed('texts', text.requestedAt)),
    ...(event && announces(event)),
    ...wake,
    ...(text.kind === 'reply' && {
      expiresAt: Math.floor(Date.parse(text.requestedAt) / 1000) + REPLY_KEPT_SECONDS,
    }),
  };
};

const asRead = (text: Text) => ({
  ConditionExpression: 'epoch = :asRead',
  ExpressionAttributeValues: { ':asRead': text.epoch },
});

export const textPut = (
  table: string,
  ids: DerivedIds,
  from: Text,
  to: Text,
  announced: boolean,
): TransactItems[number] => ({
  Put: { TableName: table, Item: textRow(ids, to, announced), ...asRead(from) },
});

/**
 * A change of a settled text that stays what it is. What it has already said stays said, or still to be said; its marks
 * are only touched where it waits for its receipt at another time, or no longer.
 */
export const textNote = (table: string, ids: DerivedIds, from: Text, to: Text): TransactItems[number] => {
  const { epoch, report, messageId, sentAt, failedBecause, dueAt } = to;
  const waits = from.dueAt === dueAt ? undefined : wakeOf(ids, to);
  const noted = { epoch, report, messageId, sentAt, failedBecause, dueAt, ...waits };
  const given = Object.entries(noted).filter(([, value]) => value !== undefined);
  const gone = from.dueAt !== undefined && dueAt === undefined ? ['dueAt', ...DUE_MARKS] : [];
  const { ConditionExpression, ExpressionAttributeValues } = asRead(from);
  return {
    Update: {
      TableName: table,
      Key: textKey(to),
      UpdateExpression: [
        `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`] : []),
      ].join(' '),
      ConditionExpression,
      ExpressionAttributeNames: Object.fromEntries(
        [...given.map(([name]) => name), ...gone].map((name) => [`#${name}`, name]),
      ),
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
      },
    },
  };
};
