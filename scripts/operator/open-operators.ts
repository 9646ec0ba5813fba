import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoCodes } from '../../functions/adapters/dynamodb/codes.ts';
import { dynamoOperators } from '../../functions/adapters/dynamodb/operators.ts';
import { dynamoPeople } from '../../functions/adapters/dynamodb/people.ts';
import { dynamoTallies } from '../../functions/adapters/dynamodb/tallies.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import type { InviteDeps } from '../../functions/domain/operator/invite-operator.ts';
import type { People } from '../../functions/domain/person/ports.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { nonce } from '../../functions/runtime/nonce.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import type { Place } from './find-place.ts';
import { type ListBusinesses, listBusinesses } from './list-businesses.ts';

/** The people of one stage, with the credentials of whoever asks. */
export type OpenOperators = InviteDeps & {
  readonly people: Pick<People, 'byAddress' | 'find'>;
  readonly listBusinesses: ListBusinesses;
  /** By the place's clock, in milliseconds since 1970. */
  now(): number;
  close(): void;
};

export const openOperators = ({ table: name, clockOffsetMs, access = {} }: Place): OpenOperators => {
  const client = new DynamoDBClient(access);
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const table = { db, name };
  const ids = derivedIds(hashing);
  return {
    people: dynamoPeople(table, waiting),
    codes: dynamoCodes(table, ids),
    operators: dynamoOperators(table, ids, waiting),
    listBusinesses: listBusinesses(table),
    // A person at a terminal sends no more than a person does.
    limits: { tallies: dynamoTallies(() => table), by: hashing, factor: 1 },
    ids,
    nonce,
    now: () => Date.now() + clockOffsetMs,
    close: () => client.destroy(),
  };
};
