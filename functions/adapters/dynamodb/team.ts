import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Member, Membership } from '../../domain/person/person.ts';
import type { Team, TeamChange } from '../../domain/person/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { memberEntry } from './audit-entries.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { dynamoInvitations } from './invitations.ts';
import { type Key, keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';
import type { TransactItems } from './transaction.ts';

/** Membership as the person carries it: what decides at every request. */
const carried = ({ email, name, ...membership }: Member): Membership => membership;

/** From what was read to what it becomes, one side of it. */
const side = (
  table: string,
  key: Key,
  from: Member | undefined,
  to: object | undefined,
): TransactItems[number] => {
  const condition = {
    ConditionExpression: from ? '#version = :asRead' : 'attribute_not_exists(pk)',
    ...(from && {
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':asRead': from.version },
    }),
  };
  if (!to) return { Delete: { TableName: table, Key: key, ...condition } };
  return { Put: { TableName: table, Item: { ...key, ...to }, ...condition } };
};

/** Two owners who remove each other at once: one of them stays. */
const owners = (table: string, { businessId, from, to }: TeamChange): TransactItems => {
  const more = Number(to?.role === 'owner') - Number(from?.role === 'owner');
  if (more === 0) return [];
  return [
    {
      Update: {
        TableName: table,
        Key: keys.owners(businessId),
        UpdateExpression: 'ADD owners :more',
        ExpressionAttributeValues: { ':more': more, ...(more < 0 && { ':one': 1 }) },
        ...(more < 0 && { ConditionExpression: 'owners > :one' }),
      },
    },
  ];
};

/** What a change of a team writes besides its record: both sides of the membership, and how many owners there are. */
export const teamActions = (table: string, change: TeamChange): TransactItems => {
  const { businessId, personId, from, to } = change;
  return [
    side(table, keys.member(businessId, personId), from, to),
    side(table, keys.membership(personId, businessId), from, to && carried(to)),
    ...owners(table, change),
  ];
};

export const dynamoTeam = ({ db, name: table }: Table, waiting: Waiting): Team => {
  return {
    invitations: dynamoInvitations({ db, name: table }, waiting),

    async list(businessId) {
      const rows = await rowsBelow({ db, name: table }, keys.owners(businessId).pk, 'MEMBER#');
      return rows.map((row) => nounOf<Member>(row));
    },

    async find(businessId, id) {
      const Key = keys.member(businessId, id);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && nounOf<Member>(Item);
    },

    async move(change) {
      const record = memberEntry(change);
      const outcome = await commitChained({ db, name: table }, waiting, record, teamActions(table, change));
      if (outcome.kind === 'committed') return 'moved';
      const [member, , owners] = outcome.failed;
      return owners && !member ? 'last owner' : 'changed';
    },
  };
};
