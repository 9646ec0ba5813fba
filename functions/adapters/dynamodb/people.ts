import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PersonId } from '../../contracts/api/people.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Membership, Person, Session } from '../../domain/person/person.ts';
import type { People } from '../../domain/person/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { type Key, keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';
import { type TransactItems, transact } from './transaction.ts';

type Row = Readonly<Record<string, unknown>>;

/** Absent: all their sessions were never ended at once. */
const epochIn = (row: Row | undefined): number => Number(row?.epoch ?? 0);

const isOpen = (session: Row, person: Row | undefined): boolean =>
  !session.isEnded && epochIn(session) === epochIn(person);

/** Stands for whoever has an address that nobody has, so that looking for them takes as long. */
const NOBODY = '00000000-0000-0000-0000-000000000000' as PersonId;

const sessionOf = (row: Row): Session => ({
  id: String(row.id),
  personId: row.personId as PersonId,
  since: String(row.since),
  endsAt: String(row.endsAt),
  ...(row.byTotp === true && { byTotp: true }),
  epoch: epochIn(row),
});

/** A person who is not there yet, with the address that is theirs from now on. */
export const personPuts = (table: string, person: Person, addressId: string): TransactItems => [
  {
    Put: {
      TableName: table,
      Item: { ...keys.person(person.id), ...person },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  {
    Put: {
      TableName: table,
      Item: { ...keys.address(addressId), v: 1, personId: person.id },
      ConditionExpression: 'attribute_not_exists(pk) OR personId = :id',
      ExpressionAttributeValues: { ':id': person.id },
    },
  },
];

export const dynamoPeople = ({ db, name: table }: Table, waiting: Waiting): People => {
  const get = async (key: Key): Promise<Row | undefined> =>
    (await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

  const below = (id: PersonId, begins: string) => rowsBelow({ db, name: table }, keys.person(id).pk, begins);

  /** Marked and not deleted: a beginning that lands late would bring it back. */
  const endOne = (id: PersonId, sessionId: string) =>
    ifItHolds(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.session(id, sessionId),
          UpdateExpression: 'SET isEnded = :yes',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':yes': true },
        }),
      ),
    );

  return {
    async standing(id, sessionId, businessId) {
      const [person, session, membership] = await Promise.all([
        get(keys.person(id)),
        get(keys.session(id, sessionId)),
        businessId && get(keys.membership(id, businessId)),
      ]);
      return {
        person: person && nounOf<Person>(person),
        session: session && isOpen(session, person) ? sessionOf(session) : undefined,
        role: membership ? nounOf<Membership>(membership).role : undefined,
      };
    },

    async find(id) {
      const row = await get(keys.person(id));
      return row && nounOf<Person>(row);
    },

    async byAddress(addressId) {
      return (await get(keys.address(addressId)))?.personId as PersonId | undefined;
    },

    async epochOf(addressId) {
      const whose = (await get(keys.address(addressId)))?.personId as PersonId | undefined;
      return epochIn(await get(keys.person(whose ?? NOBODY)));
    },

    async create(person, addressId) {
      const outcome = await transact(db, personPuts(table, person, addressId), waiting);
      // The person is there: the same request came twice. An address of somebody else cannot get here: Cognito has one each.
      if (outcome.kind === 'refused' && !outcome.failed[0]) throw new Refusal('busy_try_again');
    },

    async setTotp(id) {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.person(id),
          UpdateExpression: 'SET hasTotp = :yes',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':yes': true },
        }),
      );
    },

    async memberships(id) {
      return (await below(id, 'MEMBER#')).map((row) => nounOf<Membership>(row));
    },

    async begin(session) {
      await ifItHolds(
        db.send(
          new PutCommand({
            TableName: table,
            Item: {
              ...keys.session(session.personId, session.id),
              v: 1,
              ...session,
              expiresAt: Math.ceil(Date.parse(session.endsAt) / 1000),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },

    async end(id, sessionId) {
      if (sessionId !== undefined) return void (await endOne(id, sessionId));
      await ifItHolds(
        db.send(
          new UpdateCommand({
            TableName: table,
            Key: keys.person(id),
            UpdateExpression: 'ADD epoch :one',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':one': 1 },
          }),
        ),
      );
    },
  };
};
