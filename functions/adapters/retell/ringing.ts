import type { BusinessId } from '../../contracts/ids.ts';
import type { InboundCall } from '../../contracts/retell.ts';
import type { IncomingCall, Welcome } from '../../domain/agent/answer-call.ts';
import { connectingOf, openingOf } from '../../domain/agent/greeting.ts';
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
const inboundResponse = (welcome: Welcome, { call_inbound: call }: InboundCall) => {
  const isFull = welcome.entitlement === 'full';
  const opening = (isFull ? openingOf : connectingOf)(welcome.business);
  return {
    call_inbound: {
      // Where an agent is bound, that one answers as it was published last. One that is named without its version would
      // answer as it was last written, and that may be a draft.
      ...(call.agent_id === undefined && { override_agent_id: welcome.agentId }),
      dynamic_variables: {
        business_id: welcome.business.id,
        greeting: opening,
        // What the prompt goes by: while it is closed, callers are put through and messages are taken.
        booking: isFull ? 'open' : 'closed',
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
      // Of the model Retell lets a call have its first words for itself, and not its prompt or tools (retell-sdk 5.66.1): an
      // agent that does not know the variables says at least these, and our tools refuse whatever it tries.
      ...(!isFull && { agent_override: { retell_llm: { begin_message: opening } } }),
    },
  };
};

/** Answers Retell's inbound webhook by ours. */
export const ringing =
  (answer: (call: IncomingCall) => Promise<Welcome>) =>
  async (businessId: BusinessId, call: InboundCall, nowMs: number) =>
    inboundResponse(await answer(incomingCall(businessId, call, nowMs)), call);
