import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PartnerId } from '../../contracts/ids.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Partner, PartnerKey } from '../../domain/partner/partner.ts';
import type { PartnerChange, Partners } from '../../domain/partner/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { pageBelow } from './page-below.ts';
import { createdEntry, issuedEntry, revokedEntry, stateEntry } from './partner-entries.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';
import type { TransactItems } from './transaction.ts';

/** What every change of a partner needs: nobody has changed them, or a key of theirs, since. */
const moved = (table: string, { from, to }: PartnerChange): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: { ...keys.partner(to.id), ...to },
    ConditionExpression: '#version = :asRead',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':asRead': from.version },
  },
});

/** The whole row: the version of its partner, beside it in the transaction, guards it. */
const keyPut = (
  table: string,
  key: PartnerKey,
  condition: 'attribute_exists(pk)' | 'attribute_not_exists(pk)',
): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: { ...keys.partnerKey(key.partnerId, key.id), ...key },
    ConditionExpression: condition,
  },
});

export const dynamoPartners = ({ db, name: table }: Table, waiting: Waiting): Partners => ({
  async find(id) {
    const Key = keys.partner(id);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<Partner>(Item);
  },

  list: (wanted) => pageBelow<Partner>({ db, name: table }, keys.partner('ptr_' as PartnerId), wanted),

  async keys(id) {
    const rows = await rowsBelow({ db, name: table }, `PARTNER#${id}`, 'key_');
    return rows.map((row) => nounOf<PartnerKey>(row as { v: 1 }));
  },

  async create(partner, by) {
    const outcome = await commitChained({ db, name: table }, waiting, createdEntry(partner, by), [
      {
        Put: {
          TableName: table,
          Item: { ...keys.partner(partner.id), ...partner },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ]);
    // Its id is made of the request: that it is there means that this request came before.
    if (outcome.kind === 'refused' && !outcome.failed[0]) throw new Refusal('busy_try_again');
  },

  async changeState(change) {
    const items = [moved(table, change)];
    const outcome = await commitChained({ db, name: table }, waiting, stateEntry(change), items);
    return outcome.kind === 'committed' ? 'done' : 'changed';
  },

  async issue(change) {
    const { key, replaced } = change;
    const outcome = await commitChained({ db, name: table }, waiting, issuedEntry(change), [
      moved(table, change),
      keyPut(table, key, 'attribute_not_exists(pk)'),
      {
        Put: {
          TableName: table,
          Item: { ...keys.keyHolder(key.id), v: 1, partnerId: key.partnerId },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      ...(replaced ? [keyPut(table, replaced, 'attribute_exists(pk)')] : []),
    ]);
    return outcome.kind === 'committed' ? 'done' : 'changed';
  },

  async revoke(change) {
    const outcome = await commitChained({ db, name: table }, waiting, revokedEntry(change), [
      moved(table, change),
      keyPut(table, change.key, 'attribute_exists(pk)'),
    ]);
    return outcome.kind === 'committed' ? 'done' : 'changed';
  },
});
