import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { BusinessOpening, Described, Settings, SettingsChange } from '../../domain/business/ports.ts';
import { settingsChanged } from '../../domain/business/settings-news.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { Refusal } from '../../domain/errors.ts';
import { hashing } from '../../runtime/hashing.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { openedEntry, settingsEntry } from './audit-entries.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { inDirectory } from './in-directory.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
import { nounOf } from './rows.ts';
import { teamActions } from './team.ts';
import type { TransactItems } from './transaction.ts';

const ids = derivedIds(hashing);

/**
 * Beside the settings, because their row stands in the due index for another reason. A later change takes the place of one
 * that is not announced yet: whoever follows reads the settings as they are.
 */
const newsOf = (table: string, { to, at }: SettingsChange): TransactItems[number] => {
  const { event, duePk, dueSk } = announces(settingsChanged(ids, to.id, to.settingsVersion ?? 0, at));
  return {
    Update: {
      TableName: table,
      Key: keys.settingsNews(to.id),
      UpdateExpression: 'SET v = :v, #event = :event, duePk = :duePk, dueSk = :dueSk',
      ExpressionAttributeNames: { '#event': 'event' },
      ExpressionAttributeValues: { ':v': 1, ':event': event, ':duePk': duePk, ':dueSk': dueSk },
    },
  };
};

export const dynamoOpening = ({ db, name: table }: Table, waiting: Waiting): BusinessOpening => ({
  async open(profile, owner) {
    const { businessId, personId, since: at } = owner;
    const outcome = await commitChained({ db, name: table }, waiting, openedEntry(profile, owner), [
      {
        Put: {
          TableName: table,
          Item: { ...keys.configuration(profile.id), ...inDirectory(profile.id), ...profile },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      ...teamActions(table, { businessId, personId, from: undefined, to: owner, by: personId, at }),
    ]);
    // Its id is made of the request: that it is there means that this request came before.
    if (outcome.kind === 'refused' && !outcome.failed[0]) throw new Refusal('busy_try_again');
  },
});

export const dynamoSettings = ({ db, name: table }: Table, waiting: Waiting): Settings => ({
  async find(id) {
    const Key = keys.configuration(id);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<Described>(Item);
  },

  async change(change) {
    const { from, to, changed } = change;
    const values = Object.fromEntries(changed.map((field) => [`:${field}`, to[field]]));
    const names = Object.fromEntries(changed.map((field) => [`#${field}`, field]));
    const outcome = await commitChained({ db, name: table }, waiting, settingsEntry(change), [
      {
        Update: {
          TableName: table,
          Key: keys.configuration(to.id),
          // Only what has changed: what Stripe tells of the business is written to the same row.
          UpdateExpression: `SET ${[...changed, 'settingsVersion'].map((field) => `#${field} = :${field}`).join(', ')}`,
          ConditionExpression:
            from.settingsVersion === undefined
              ? 'attribute_exists(pk) AND attribute_not_exists(#settingsVersion)'
              : '#settingsVersion = :asRead',
          ExpressionAttributeNames: { ...names, '#settingsVersion': 'settingsVersion' },
          ExpressionAttributeValues: {
            ...values,
            ':settingsVersion': to.settingsVersion,
            ...(from.settingsVersion !== undefined && { ':asRead': from.settingsVersion }),
          },
        },
      },
      newsOf(table, change),
    ]);
    return outcome.kind === 'committed' ? 'saved' : 'changed';
  },
});
