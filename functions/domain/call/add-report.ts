import type { BusinessId } from '../../contracts/ids.ts';
import type { Call, CallFact, CallFields } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** Whether a report of that order tells something newer of the field than what is known. */
export const isNewer = (call: Call | undefined, field: keyof CallFields, order: string): boolean =>
  order > (call?.asOf[field] ?? '');

/**
 * The call with what a report adds. Reports come in any order and repeatedly, and always make the same call: each field
 * is from the report with the greatest order that has it, and what we once found booked stays booked.
 */
export const addReport = (
  call: Call | undefined,
  businessId: BusinessId,
  fact: CallFact,
  fields: CallFields,
  heardAt: string,
): Call => {
  const isOfUse = ([field, value]: readonly [string, unknown]) =>
    value !== undefined && isNewer(call, field as keyof CallFields, fact.order);
  const news = Object.entries(fields).filter(isOfUse);
  const booked = (fields.tools ?? []).flatMap(({ appointmentId }) => appointmentId ?? []);
  const known: Call = {
    v: 1,
    id: fact.callId,
    businessId,
    agentId: fact.agentId,
    ...call,
    ...Object.fromEntries(news),
    epoch: (call?.epoch ?? 0) + 1,
    asOf: { ...call?.asOf, ...Object.fromEntries(news.map(([field]) => [field, fact.order])) },
    isRecorded: call?.isRecorded ?? (fact.isRecorded ? true : undefined),
    appointmentIds: [...new Set([...(call?.appointmentIds ?? []), ...booked])].toSorted(),
    heardOfEndAt: call?.heardOfEndAt ?? (fact.isEnd ? heardAt : undefined),
  };
  if (known.heardOfEndAt === undefined) return known;
  const { outcome, outcomeCode } = outcomeOf(known);
  return { ...known, outcome, outcomeCode };
};
