import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { BusinessId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { objectionOf } from '../../domain/text/consent-needed.ts';
import type { Texts } from '../../domain/text/ports.ts';
import { type Confirmation, isSettled, type Text, type TextPlace } from '../../domain/text/text.ts';
import { belongsTo, trying } from '../../runtime/correlation.ts';
import type { Hashing } from '../../runtime/hashing.ts';
import { count } from '../../runtime/metrics.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { consentEntry, textEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import { claimChecks, consentUpdate, reachabilityIn } from './consent-rows.ts';
import { inboxPut } from './inbox.ts';
import { type Key, keys } from './keys.ts';
import { textLine } from './row-lines.ts';
import { nounOf } from './rows.ts';
import { isUncleared } from './text-clearance.ts';
import { textKey, textNote, textPut, textRow } from './text-rows.ts';
import { type TransactItems, transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

/** Longer than any vendor still reports on a message. */
const LOOKED_UP_SECONDS = 45 * 86_400;

const METRICS: Partial<Record<Text['state'], string>> = {
  sent: 'TextSent',
  delivered: 'TextDelivered',
  failed: 'TextUnheard',
  suppressed: 'TextSuppressed',
  uncertain: 'TextUnheard',
};

/** Whoever is not told that they are booked is the same loss, whatever kept the text: one alarm hears of all of it. */
const countCapped = ({ kind }: Text): void => {
  count('TextCapped');
  if (kind === 'confirmation') count('TextUnheard');
};

/** What a confirmation says is judged by an appointment that was read before: no time goes out that is no longer it. */
const stillStands = (
  table: string,
  { businessId, appointmentId, appointmentVersion }: Confirmation,
): TransactItems[number] => ({
  ConditionCheck: {
    TableName: table,
    Key: keys.appointment(businessId, appointmentId),
    ConditionExpression: 'attribute_not_exists(pk) OR (#status = :booked AND #version = :version)',
    ExpressionAttributeNames: { '#status': 'status', '#version': 'version' },
    ExpressionAttributeValues: { ':booked': 'booked', ':version': appointmentVersion },
  },
});

export const dynamoTexts = (
  { db, name: table }: Table,
  ids: DerivedIds,
  by: Pick<Hashing, 'digest'>,
  waiting: Waiting,
): Texts => {
  /** Without a condition: the latest text by that name or with those words is the one that is meant. */
  const putPlace = (key: Key, text: Text, sinceMs: number): TransactItems[number] => ({
    Put: {
      TableName: table,
      Item: {
        ...key,
        v: 1,
        textId: text.id,
        ...(text.kind === 'confirmation' && { appointmentId: text.appointmentId }),
        expiresAt: Math.floor(sinceMs / 1000) + LOOKED_UP_SECONDS,
      },
    },
  });

  const wordsKey = (businessId: BusinessId, message: { readonly to: string; readonly body: string }) =>
    keys.textWords(businessId, by.digest('words', businessId, message.to, message.body));

  const placeAt = async (businessId: BusinessId, key: Key): Promise<TextPlace | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && { businessId, appointmentId: Item.appointmentId, id: Item.textId };
  };

  return {
    async find(place) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: textKey(place), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const text = nounOf<Text>(Item);
      belongsTo(text);
      return text;
    },

    async create<Kind extends Text>(text: Kind, { announced }: { readonly announced: boolean }) {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: textRow(ids, text, announced),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        written(textLine(undefined, text));
        return text;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return nounOf<Kind>(unmarshall(error.Item) as Kind);
      }
    },

    async claim(from, to) {
      const { message, claimedAt } = to;
      if (!message || !claimedAt) throw new Error(`text ${to.id} is claimed without a message`);
      const outcome = await transact(
        db,
        [
          textPut(table, ids, from, to, false),
          ...claimChecks(table, ids, to, message.to, claimedAt),
          putPlace(wordsKey(to.businessId, message), to, Date.parse(claimedAt)),
          ...(to.kind === 'confirmation' ? [stillStands(table, to)] : []),
        ],
        waiting,
      );
      if (outcome.kind === 'committed') {
        written(textLine(from, to));
        trying({ attempt: to.handovers, epoch: to.epoch });
        return 'claimed';
      }
      passedOver(textLine(from, from));
      if (outcome.failed[0]) return 'changed';
      // Judged again by the row that refused it, which is the row that the condition saw.
      return objectionOf(to, reachabilityIn(outcome.failed[1]?.row), claimedAt) ?? 'changed';
    },

    async hold(from, to, number) {
      const entry = textEntry(from, to, undefined);
      const outcome = await transact(
        db,
        [
          textPut(table, ids, from, to, false),
          isUncleared(table, to, number),
          ...(entry ? [auditPut(table, entry)] : []),
        ],
        waiting,
      );
      if (outcome.kind === 'refused') {
        passedOver(textLine(from, from));
        return outcome.failed[0] ? 'changed' : 'cleared';
      }
      written(textLine(from, to));
      count('TextSuppressed');
      return 'held';
    },

    async move(from, to, { occasion, consent, announced = false } = {}) {
      const entries = [textEntry(from, to, occasion), consent && consentEntry(ids, consent)];
      const isNamed = to.messageId !== undefined && to.messageId !== from.messageId;
      const outcome = await transact(
        db,
        [
          isSettled(from) && from.state === to.state
            ? textNote(table, ids, from, to)
            : textPut(table, ids, from, to, announced),
          ...(occasion ? [inboxPut(table, occasion)] : []),
          ...(consent ? [{ Update: consentUpdate(table, ids, consent) }] : []),
          ...(isNamed
            ? [
                putPlace(
                  keys.sentText(to.businessId, to.messageId ?? ''),
                  to,
                  Date.parse(to.settledAt ?? to.requestedAt),
                ),
              ]
            : []),
          ...entries.flatMap((entry) => (entry ? [auditPut(table, entry)] : [])),
        ],
        waiting,
      );
      if (outcome.kind === 'refused') {
        passedOver(textLine(from, from));
        return occasion && outcome.failed[1] ? 'repeated' : 'changed';
      }
      written(textLine(from, to));
      const metric = to.state === from.state ? undefined : METRICS[to.state];
      if (metric) count(metric);
      if (to.suppressedBecause === 'daily_cap') countCapped(to);
      return 'moved';
    },

    async locate(businessId, message) {
      return (
        (await placeAt(businessId, keys.sentText(businessId, message.messageId))) ??
        (await placeAt(businessId, wordsKey(businessId, message)))
      );
    },
  };
};
