import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import { dynamoBusinessCreation } from '../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoCalls } from '../../functions/adapters/dynamodb/calls.ts';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { dynamoRegistry } from '../../functions/adapters/dynamodb/registry.ts';
import { dynamoSchedules } from '../../functions/adapters/dynamodb/schedules.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { recordCall } from '../../functions/domain/call/record-call.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { aBusiness, aClock } from './builders.ts';
import { aCallEvent, aCallFact, ENDED, type ToldCall } from './call-world.ts';
import type { LocalTable } from './dynamo.ts';

/** Ten minutes in a queue. */
export const HEARD_AT = '2026-11-23T15:11:00.000Z';
export const ANALYSIS = {
  ...ENDED,
  call_analysis: { call_summary: 'Booked.', user_sentiment: 'Positive' },
};

/** A lifecycle event of the one call that each firm has. */
export const eventOf = (firm: Business, event: string, call: ToldCall = {}) =>
  aCallEvent(event, {
    call_id: `call_${firm.agentIds[0]}`,
    agent_id: firm.agentIds[0],
    to_number: firm.numbers[0],
    ...call,
  });

/** Firms on a table, and what Retell reports of their calls as it is recorded there; the clock stands still. */
export const reportedCalls = (table: LocalTable) => {
  const clock = aClock(Date.parse(HEARD_AT));
  const ids = derivedIds(hashing);
  let count = 0;
  return {
    async aFirm(): Promise<Business> {
      count += 1;
      const business = aBusiness({
        id: `biz_calls0000${count}` as BusinessId,
        agentIds: [`agent_${count}`],
        numbers: [`+1512555${String(2000 + count)}`],
        billing: { ...aBusiness().billing, stripeCustomerId: `cus_${count}` },
      });
      await dynamoBusinessCreation(table, waiting).create(business);
      return business;
    },
    record: (event: ReturnType<typeof aCallEvent>) =>
      recordCall({
        registry: dynamoRegistry(table),
        calls: dynamoCalls(table, ids, waiting),
        customers: dynamoCustomers(table),
        businesses: dynamoSchedules(table, clock),
        appointments: dynamoAppointments(table, ids, waiting),
        ids,
        clock,
        transcripts: { keep: async (_, callId) => `transcripts/${callId}` },
      })(aCallFact(event)),
    rowOf: async (firm: { id: BusinessId }) =>
      (await table.rows()).find((row) => row.pk === `BIZ#${firm.id}#CALLS`),
  };
};
