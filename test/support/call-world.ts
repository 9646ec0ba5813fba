import { readRetellEvent } from '../../functions/adapters/retell/events.ts';
import type { CallId } from '../../functions/contracts/ids.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { Registry } from '../../functions/domain/business/ports.ts';
import type { Call, CallFact, Transcript } from '../../functions/domain/call/call.ts';
import type { Calls } from '../../functions/domain/call/ports.ts';
import { recordCall } from '../../functions/domain/call/record-call.ts';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import type { Customers } from '../../functions/domain/customer/ports.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { aBusiness, aClock } from './builders.ts';
import { memorySchedule } from './memory-schedule.ts';

export const RECEIVED_AT = '2026-11-23T15:01:00.000Z';

/** A lifecycle event's body as a fact; throws for one that is none of a call. */
export const aCallFact = (body: unknown): CallFact => {
  const fact = readRetellEvent(hashing)(body, RECEIVED_AT);
  if (fact.kind !== 'call') throw new Error(`this is ${fact.kind}`);
  return fact;
};

/** Calls that keep the port's promises in memory. */
export const memoryCalls = () => {
  const rows = new Map<string, Call>();
  const inbox = new Set<string>();
  const calls: Calls = {
    find: async (businessId, id) => rows.get(`${businessId}/${id}`),
    async save(from, to, { eventId }) {
      if (inbox.has(eventId)) return 'repeated';
      const place = `${to.businessId}/${to.id}`;
      if (rows.get(place)?.epoch !== from?.epoch) return 'changed';
      inbox.add(eventId);
      rows.set(place, to);
      return 'saved';
    },
  };
  return { calls, rows, inbox };
};

export const registryOf = (...businesses: Business[]): Pick<Registry, 'byAgent' | 'numberOf'> => ({
  byAgent: async (agentId) => businesses.find(({ agentIds }) => agentIds.includes(agentId))?.id,
  async numberOf(number) {
    const business = businesses.find(({ numbers }) => numbers.includes(number));
    return business && { businessId: business.id };
  },
});

/** Customers that keep the port's promises in memory. */
export const memoryCustomers = () => {
  const seen = new Map<string, Customer>();
  const customers: Customers = {
    find: async (businessId, id) => seen.get(`${businessId}/${id}`),
    async save(from, to) {
      const place = `${to.businessId}/${to.id}`;
      if (seen.get(place)?.epoch !== from?.epoch) return 'changed';
      seen.set(place, to);
      return 'saved';
    },
  };
  return { customers, seen };
};

/** What is told of calls, and what is kept of it; the clock stands still. */
export const aCallWorld = (...given: Business[]) => {
  const businesses = given.length > 0 ? given : [aBusiness()];
  const memory = { ...memoryCalls(), ...memoryCustomers() };
  const schedule = memorySchedule(...businesses);
  const transcripts = new Map<string, string>();
  const deps = {
    registry: registryOf(...businesses),
    calls: memory.calls,
    customers: memory.customers,
    businesses: schedule,
    appointments: schedule.appointments,
    ids: derivedIds(hashing),
    clock: aClock(),
    transcripts: {
      async keep(_: unknown, callId: CallId, { text }: Transcript) {
        const key = `transcripts/${callId}/${hashing.digest(text)}`;
        transcripts.set(key, text);
        return key;
      },
    },
  };
  const record = recordCall(deps);
  return {
    ...memory,
    deps,
    schedule,
    transcripts,
    tell: (body: unknown) => record(aCallFact(body)),
    /** The one call there is. */
    call: () => [...memory.rows.values()][0],
  };
};

export type ToldCall = Readonly<Record<string, unknown>>;

/** A lifecycle event of one call to the business of the builders. */
export const aCallEvent = (event: string, call: ToldCall = {}) => ({
  event,
  call: {
    call_id: 'call_1',
    call_type: 'phone_call',
    direction: 'inbound',
    agent_id: 'agent_apexhvac01',
    from_number: '+15125550187',
    to_number: '+15125550142',
    start_timestamp: 1795446002100,
    ...call,
  },
});

export const ENDED: ToldCall = {
  end_timestamp: 1795446038500,
  duration_ms: 36400,
  disconnection_reason: 'agent_hangup',
  transcript: 'Agent: Hello.\nUser: Hello.\n',
  call_cost: { combined_cost: 12.5 },
};

/** A tool in a transcript with its answer: JSON, a text as it is, or none. */
export const aToolCall = (name: string, wish: unknown, answer?: unknown, id = `tool_call_${name}`) => [
  { role: 'tool_call_invocation', tool_call_id: id, name, arguments: JSON.stringify(wish) },
  ...(answer === undefined
    ? []
    : [
        {
          role: 'tool_call_result',
          tool_call_id: id,
          content: typeof answer === 'string' ? answer : JSON.stringify(answer),
        },
      ]),
];
