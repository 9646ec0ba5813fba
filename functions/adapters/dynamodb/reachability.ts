import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { PersonId } from '../../contracts/api/people.ts';
import type { Reachability } from '../../domain/health/ports.ts';
import { described, log } from '../../runtime/log.ts';
import { deadline } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';

/** Cognito gives nobody this id (RFC 9562, section 5.9), so the row is never there and one unit is all it costs. */
const NOBODY = PersonId.parse('00000000-0000-0000-0000-000000000000');

/** Whoever watches gives up after some ten seconds, a cold start included. */
const WITHIN_MS = 2000;

/** One consistent read, which only the partition's leader answers. */
export const dynamoReachability = ({ db, name }: Table, withinMs = WITHIN_MS): Reachability => ({
  async table() {
    const question = new GetCommand({ TableName: name, Key: keys.person(NOBODY), ConsistentRead: true });
    try {
      await db.send(question, { abortSignal: deadline(withinMs) });
      return true;
    } catch (error) {
      log.warn('health.degraded', { error: described(error) });
      return false;
    }
  },
});
