import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { BusinessId } from '../../contracts/ids.ts';
import { afterHearing, type Consent } from '../../domain/customer/consent.ts';
import type { ConsentStep, Consents } from '../../domain/customer/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { consentEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import { consentIn, consentKey, consentUpdate } from './consent-rows.ts';
import { transact } from './transaction.ts';

const MOST_READINGS = 10;
const LONGEST_PAUSE_MS = 60;

export const dynamoConsents = ({ db, name: table }: Table, ids: DerivedIds, waiting: Waiting): Consents => {
  const find = async (businessId: BusinessId, phone: string): Promise<Consent | undefined> => {
    const Key = consentKey(ids, businessId, phone);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return consentIn(Item);
  };

  const findAll = async (businessId: BusinessId, phones: readonly string[]) => {
    const places = new Map(phones.map((phone) => [consentKey(ids, businessId, phone).sk, phone]));
    const found = new Map<string, Consent>();
    let keys = [...places.values()].map((phone) => consentKey(ids, businessId, phone));
    for (let reading = 1; keys.length > 0; reading += 1) {
      if (reading > MOST_READINGS) throw new Refusal('busy_try_again', { businessId });
      if (reading > 1) await waiting.pause(waiting.chance() * LONGEST_PAUSE_MS);
      const { Responses, UnprocessedKeys } = await db.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const row of Responses?.[table] ?? []) {
        const [phone, consent] = [places.get(String(row.sk)), consentIn(row)];
        if (phone !== undefined && consent) found.set(phone, consent);
      }
      // What was throttled or too much at once is left to whoever asked.
      keys = (UnprocessedKeys?.[table]?.Keys ?? []) as typeof keys;
    }
    return found;
  };

  /** false: it is not as it was read. */
  const write = async (step: ConsentStep): Promise<boolean> => {
    const update = consentUpdate(table, ids, step);
    const entry = consentEntry(ids, step);
    if (entry) {
      const outcome = await transact(db, [{ Update: update }, auditPut(table, entry)], waiting);
      return outcome.kind === 'committed';
    }
    try {
      await db.send(new UpdateCommand(update));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return false;
    }
  };

  return {
    find,
    findAll,
    isOptedOut: async (businessId, phone) => (await find(businessId, phone))?.state === 'opted_out',

    async record({ businessId, phone, state, at, heardAt = at, cause }) {
      for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
        const from = await find(businessId, phone);
        const to = afterHearing(from, { state, at, isWritten: cause.actor === 'customer' });
        if (!to || (await write({ businessId, phone, from, to, heardAt, cause }))) return;
      }
      throw new Refusal('busy_try_again', { businessId });
    },

    async markUntextable(businessId, phone, until) {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: consentKey(ids, businessId, phone),
          UpdateExpression: 'SET v = :v, businessId = :id, untextableUntil = :until',
          ExpressionAttributeValues: { ':v': 1, ':id': businessId, ':until': until },
        }),
      );
    },
  };
};
