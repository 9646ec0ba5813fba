import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { PersonId } from '../../contracts/api/people.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Operators } from '../../domain/operator/ports.ts';
import type { Person } from '../../domain/person/person.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { codePut } from './codes.ts';
import { keys } from './keys.ts';
import { invitedEntry, joinedEntry, stateEntry } from './operator-entries.ts';
import { personPuts } from './people.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';
import type { TransactItems } from './transaction.ts';

/** How many operators there are that may sign in. Two who disable each other at once: one of them stays. */
const counted = (table: string, more: 1 | -1): TransactItems[number] => ({
  Update: {
    TableName: table,
    Key: keys.activeOperators(),
    UpdateExpression: 'ADD operators :more',
    ExpressionAttributeValues: { ':more': more, ...(more < 0 && { ':one': 1 }) },
    ...(more < 0 && { ConditionExpression: 'operators > :one' }),
  },
});

export const dynamoOperators = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): Operators => ({
  async list() {
    const rows = await rowsBelow({ db, name: table }, keys.activeOperators().pk, 'OPERATOR#');
    const people = await Promise.all(
      rows.map(async (row) => {
        const Key = keys.person(PersonId.parse(row.personId));
        const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
        return Item ? [nounOf<Person>(Item)] : [];
      }),
    );
    return people.flat();
  },

  async create(person, addressId) {
    const outcome = await commitChained({ db, name: table }, waiting, joinedEntry(person), [
      ...personPuts(table, person, addressId),
      {
        Put: {
          TableName: table,
          Item: { ...keys.operator(person.id), v: 1, personId: person.id },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      counted(table, 1),
    ]);
    // The person is there: the same request came twice.
    if (outcome.kind === 'refused' && !outcome.failed[0]) throw new Refusal('busy_try_again');
  },

  async invite(before, code, by) {
    const put = { Put: codePut(table, ids, before, code) };
    const outcome = await commitChained({ db, name: table }, waiting, invitedEntry(code, by), [put]);
    return outcome.kind === 'committed' ? 'stored' : 'changed';
  },

  async move(change) {
    const { personId, circle, from, to } = change;
    const outcome = await commitChained({ db, name: table }, waiting, stateEntry(change), [
      {
        Update: {
          TableName: table,
          Key: keys.person(personId),
          UpdateExpression: 'SET #state = :to',
          ConditionExpression: '#state = :from',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':from': from, ':to': to },
        },
      },
      ...(circle === 'operators' ? [counted(table, to === 'active' ? 1 : -1)] : []),
    ]);
    if (outcome.kind === 'committed') return 'moved';
    const [person, count] = outcome.failed;
    return count && !person ? 'last operator' : 'changed';
  },
});
