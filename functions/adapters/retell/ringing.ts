import type { BusinessId } from '../../contracts/ids.ts';
import type { InboundCall } from '../../contracts/retell.ts';
import type { IncomingCall, Welcome } from '../../domain/agent/answer-call.ts';
import { openingOf } from '../../domain/agent/greeting.ts';
import { plainWords } from '../../domain/agent/plain-words.ts';

const incomingCall = (
  businessId: BusinessId,
  { call_inbound: call }: InboundCall,
  nowMs: number,
): IncomingCall => ({
  businessId,
  agentId: call.agent_id,
  number: call.to_number,
  nowMs,
});

/**
 * What Retell wants to hear when the phone rings. Dynamic variables are texts; the prompt names them, and the agent's
 * `begin_message` is `{{greeting}}`.
 */
const inboundResponse = (welcome: Welcome, { call_inbound: call }: InboundCall) => ({
  call_inbound: {
    override_agent_id: welcome.agentId,
    dynamic_variables: {
      business_id: welcome.business.id,
      greeting: openingOf(welcome.business),
      business_name: plainWords(welcome.business.name),
      business_timezone: welcome.business.zone,
      today_local: welcome.todayLocal,
      now_local: welcome.nowLocal,
      // A service's name may have a comma in it.
      services: welcome.business.services.map((service) => plainWords(service.name)).join('; '),
      next_slots: welcome.nextTimes,
      // What a caller's line shows is theirs to choose.
      caller_number: plainWords(call.from_number ?? ''),
      owner_transfer_number: welcome.business.owner.transferNumber,
    },
    metadata: { business_id: welcome.business.id },
  },
});

/** Answers Retell's inbound webhook by ours. */
export const ringing =
  (answer: (call: IncomingCall) => Promise<Welcome>) =>
  async (businessId: BusinessId, call: InboundCall, nowMs: number) =>
    inboundResponse(await answer(incomingCall(businessId, call, nowMs)), call);
