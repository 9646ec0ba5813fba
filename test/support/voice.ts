import { ringing } from '../../functions/adapters/retell/ringing.ts';
import { retellSignature } from '../../functions/adapters/retell/signature.ts';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import { BookAppointmentArguments, LookupAvailabilityArguments } from '../../functions/contracts/tools.ts';
import { answerBooking } from '../../functions/domain/agent/answer-booking.ts';
import { answerCall } from '../../functions/domain/agent/answer-call.ts';
import { answerLookup } from '../../functions/domain/agent/answer-lookup.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { createHandler } from '../../functions/handlers/voice/agent.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { toolbox } from '../../functions/runtime/voice.ts';
import { aBusiness, aClock } from './builders.ts';
import { memorySchedule } from './memory-schedule.ts';
import { httpEvent, RETELL_KEY, retellSignatureOf, toolBody } from './retell.ts';

/** Beside the builders' firm: nothing of it may be seen or touched. */
const other = aBusiness({
  id: 'biz_otherone01' as never,
  agentIds: ['agent_other'],
  numbers: ['+15125550999'],
});

/** The voice handler over memory, with Retell's key and a clock that stands still. */
export const aVoice = (differing: Partial<Business> = {}) => {
  const clock = aClock();
  const memory = memorySchedule(aBusiness(differing), other);
  const secret = { retell: { apiKeys: [RETELL_KEY] } } as unknown as StageSecret;
  const secrets = { read: async () => secret, refresh: async () => secret };
  const deps = {
    schedules: memory,
    businesses: memory,
    appointments: memory.appointments,
    by: hashing,
    offerKeys: async () => ['offers'],
  };
  const handler = createHandler({
    clock,
    verify: retellSignature(secrets, clock),
    answerCall: ringing(answerCall(deps)),
    tools: toolbox({
      lookup_availability: { schema: LookupAvailabilityArguments, answer: answerLookup(deps) },
      book_appointment: { schema: BookAppointmentArguments, answer: answerBooking(deps) },
    }),
  });
  const post = async (body: string, path: Record<string, string>, headers?: Record<string, string>) => {
    const signed = headers ?? { 'x-retell-signature': retellSignatureOf(body, clock.now()) };
    const { statusCode, body: answered } = await handler(httpEvent(body, signed, path), {} as never);
    return { status: statusCode, ...JSON.parse(answered ?? '') };
  };
  const tool = (name: string, args: unknown, call = {}, businessId = 'biz_apexhvac01') =>
    post(toolBody(name, args, call), { businessId, tool: name });
  const lookup = (args: object = {}, call = {}) =>
    tool('lookup_availability', { service: 'Furnace repair', date_from: '2026-11-24', ...args }, call);
  const book = (slotId: string, args: object = {}, call = {}) =>
    tool(
      'book_appointment',
      {
        slot_id: slotId,
        service: 'furnace repair',
        customer_name: 'Dana Reyes',
        customer_phone: '512-555-0187',
        ...args,
      },
      call,
    );
  return { clock, memory, post, tool, lookup, book };
};
