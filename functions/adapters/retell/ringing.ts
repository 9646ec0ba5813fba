import type { BusinessId } from '../../contracts/ids.ts';
import type { InboundCall } from '../../contracts/retell.ts';
import { type IncomingCall, openingFor, type Welcome } from '../../domain/agent/answer-call.ts';
import { variablesOf } from './variables.ts';

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

/** What Retell wants to hear when the phone rings. */
const inboundResponse = (welcome: Welcome, { call_inbound: call }: InboundCall) => {
  const isFull = welcome.entitlement === 'full';
  return {
    call_inbound: {
      // Where an agent is bound, that one answers as it was published last. One that is named without its version would
      // answer as it was last written, and that may be a draft.
      ...(call.agent_id === undefined && { override_agent_id: welcome.agentId }),
      dynamic_variables: variablesOf(welcome, call.from_number ?? ''),
      metadata: { business_id: welcome.business.id },
      // Of the model Retell lets a call have its first words for itself, and not its prompt or tools (retell-sdk 5.66.1): an
      // agent that does not know the variables says at least these, and our tools refuse whatever it tries.
      ...(!isFull && { agent_override: { retell_llm: { begin_message: openingFor(welcome) } } }),
    },
  };
};

/** Answers Retell's inbound webhook by ours. */
export const ringing =
  (answer: (call: IncomingCall) => Promise<Welcome>) =>
  async (businessId: BusinessId, call: InboundCall, nowMs: number) =>
    inboundResponse(await answer(incomingCall(businessId, call, nowMs)), call);
