import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { type Code, codeName, codeRequested } from '../../domain/person/code.ts';
import type { Codes } from '../../domain/person/ports.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
import { nounOf } from './rows.ts';

/** Beyond its end a row still counts how much was sent to the address. */
const KEPT_SECONDS = 2 * 3600;

/** When a row goes that is of use as long as the code that ends then (ISO instant): seconds, for TTL. */
export const goesWithItsCode = (endsAt: string): number =>
  Math.ceil(Date.parse(endsAt) / 1000) + KEPT_SECONDS;

/** A new code in the place of the one that was read, if that is still there; it announces itself. */
export const codePut = (table: string, ids: DerivedIds, before: Code | undefined, code: Code) => ({
  TableName: table,
  Item: {
    ...keys.code(code.addressId, codeName(code.purpose)),
    ...code,
    ...announces(codeRequested(ids, code)),
    expiresAt: goesWithItsCode(code.endsAt),
  },
  ConditionExpression: before ? 'nonce = :nonce' : 'attribute_not_exists(pk)',
  ...(before && { ExpressionAttributeValues: { ':nonce': before.nonce } }),
});

export const dynamoCodes = ({ db, name: table }: Table, ids: DerivedIds): Codes => ({
  async find(addressId, name) {
    const Key = keys.code(addressId, name);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<Code>(Item);
  },

  async replace(before, code) {
    const stored = await ifItHolds(db.send(new PutCommand(codePut(table, ids, before, code))));
    return stored ? 'stored' : 'changed';
  },

  async takeTry(addressId, name, nowMs) {
    const taken = await ifItHolds(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.code(addressId, name),
          UpdateExpression: 'SET triesLeft = triesLeft - :one',
          ConditionExpression: 'triesLeft > :none AND endsAt > :now',
          ExpressionAttributeValues: { ':one': 1, ':none': 0, ':now': new Date(nowMs).toISOString() },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return taken?.Attributes && nounOf<Code>(taken.Attributes);
  },

  async spend(code) {
    // The row stays: what was sent goes on counting, and a request that lands late does not find its place empty.
    await ifItHolds(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.code(code.addressId, codeName(code.purpose)),
          UpdateExpression: 'SET triesLeft = :none',
          ConditionExpression: 'nonce = :nonce',
          ExpressionAttributeValues: { ':none': 0, ':nonce': code.nonce },
        }),
      ),
    );
  },
});
