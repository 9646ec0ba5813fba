import type { KnownNumber, Registry } from '../business/ports.ts';
import type { Customers } from '../customer/ports.ts';
import { seeCaller, tellsOfCaller } from '../customer/see-customer.ts';
import { Refusal } from '../errors.ts';
import { newRecording } from '../recording/recording.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import { addReport, isNewer } from './add-report.ts';
import type { CallFact } from './call.ts';
import { type ConfirmDeps, confirmTools } from './confirm-tools.ts';
import type { Calls, Transcripts } from './ports.ts';

type RecordDeps = ConfirmDeps & {
  readonly customers: Customers;
  readonly registry: Pick<Registry, 'byAgent' | 'numberOf'>;
  readonly calls: Calls;
  readonly transcripts: Transcripts;
  readonly clock: { now(): number };
};

/** Reports of one call come within seconds of each other. */
const MOST_READINGS = 10;

/**
 * Adds what Retell reports to the call's row: in any order, any number of times, for the business we know it as. Once
 * the call is over its caller is among the business's customers.
 *
 * Refuses with `business_not_found` unless agent and number are those of one business, `busy_try_again` when others kept
 * writing.
 */
export const recordCall = (deps: RecordDeps) => {
  const confirm = confirmTools(deps);
  const see = seeCaller(deps);

  const whoseIs = async ({ agentId, number, callId, occasion }: CallFact): Promise<KnownNumber> => {
    const [businessId, ofNumber] = await Promise.all([
      deps.registry.byAgent(agentId),
      number === undefined ? undefined : deps.registry.numberOf(number),
    ]);
    const facts = { type: occasion.type, callId };
    if (businessId === undefined) {
      throw new Refusal('business_not_found', { awaits: awaited.agent(agentId), ...facts });
    }
    if (number !== undefined && ofNumber?.businessId !== businessId) {
      throw new Refusal('business_not_found', { awaits: awaited.number(number), ...facts });
    }
    return { businessId, callAwaitedUntil: ofNumber?.callAwaitedUntil };
  };

  return async (fact: CallFact): Promise<void> => {
    const { callId, agentId, number, occasion, order, transcript } = fact;
    const { businessId, callAwaitedUntil = '' } = await whoseIs(fact);
    const tools = fact.steps && (await confirm({ businessId, callId }, fact.steps));
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const call = await deps.calls.find(businessId, callId);
      const transcriptKey =
        transcript !== undefined && isNewer(call, 'transcriptKey', order)
          ? await deps.transcripts.keep(businessId, callId, transcript, call?.transcriptKey)
          : undefined;
      const fields = { ...fact.fields, agentId, number, transcriptKey, tools };
      // Nobody hears of an end that nobody waits for. It is announced as of now: its report may have waited longer than the due index looks back.
      const heardAt = new Date(deps.clock.now()).toISOString();
      const told = addReport(call, businessId, fact, fields, heardAt);
      const recording =
        fact.isRecorded && call?.isRecorded === undefined
          ? newRecording({ businessId, callId }, heardAt)
          : undefined;
      const isAwaited = heardAt < callAwaitedUntil;
      const outcome = await deps.calls.save(call, told, occasion, { isAwaited, recording });
      if (outcome === 'changed') continue;
      // What comes again may be from somebody who died before this.
      if (outcome === 'repeated' || !tellsOfCaller(call)) await see(told);
      return;
    }
    throw new Refusal('busy_try_again', { callId, type: occasion.type });
  };
};
