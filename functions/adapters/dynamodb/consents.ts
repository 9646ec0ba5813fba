import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Consents, InboundTexts } from '../../domain/customer/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { consentPut } from './consent-rows.ts';
import { inboxPut } from './inbox.ts';
import { keys } from './keys.ts';
import { type TransactItems, transact } from './transaction.ts';

export const dynamoConsents = ({ db, name: table }: Table, ids: DerivedIds): Consents => ({
  async isOptedOut(businessId, phone) {
    const Key = keys.consent(businessId, ids.phoneFingerprint(businessId, phone));
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item?.state === 'opted_out';
  },
  async record(change) {
    try {
      await db.send(new PutCommand(consentPut(table, ids, change)));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});

/** Correspondence is kept for a year. */
const KEPT_SECONDS = 365 * 86_400;

export const dynamoInboundTexts = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): InboundTexts => ({
  async receive(text, change, occasion) {
    const always: TransactItems = [
      inboxPut(table, occasion),
      {
        Put: {
          TableName: table,
          Item: {
            ...keys.inboundText(text.businessId, text.messageId),
            ...text,
            expiresAt: Math.floor(Date.parse(text.receivedAt) / 1000) + KEPT_SECONDS,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ];
    if (!change) {
      await transact(db, always, waiting);
      return;
    }
    const consent = { Put: consentPut(table, ids, change) };
    const outcome = await transact(db, [consent, ...always], waiting);
    const isOvertaken = outcome.kind === 'refused' && outcome.failed[0] !== undefined;
    if (isOvertaken) await transact(db, always, waiting);
  },
});
