import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { CallFact } from './call.ts';
import type { Calls, Transcripts } from './ports.ts';

/** Adds what Retell reports to the call's row: in any order, any number of times, for the business we know it as. */
export const recordCall =
  (deps: {
    readonly registry: Registry;
    readonly calls: Calls;
    readonly transcripts: Transcripts;
    readonly clock: { now(): number };
  }) =>
  async (fact: CallFact): Promise<void> => {
    const [businessId, ofNumber] = await Promise.all([
      deps.registry.byAgent(fact.agentId),
      fact.number === undefined ? undefined : deps.registry.byNumber(fact.number),
    ]);
    const facts = { type: fact.occasion.type, callId: fact.callId };
    if (businessId === undefined) {
      throw new Refusal('business_not_found', { awaits: awaited.agent(fact.agentId), ...facts });
    }
    if (fact.number !== undefined && ofNumber !== businessId) {
      throw new Refusal('business_not_found', { awaits: awaited.number(fact.number), ...facts });
    }
    const transcriptKey =
      fact.transcript === undefined
        ? undefined
        : await deps.transcripts.keep(businessId, fact.callId, fact.transcript);
    await deps.calls.record(
      businessId,
      fact,
      { ...fact.fields, transcriptKey },
      // Announced as of now: the report may have waited longer than the due index looks back.
      fact.occasion.type === 'call_ended' ? new Date(deps.clock.now()).toISOString() : undefined,
    );
  };
