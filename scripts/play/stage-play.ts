import type { Business } from '../../functions/domain/business/business.ts';
import type { CallSession, ToolAnswer } from '../local/vendors/retell/call-session.ts';
import { createRuleAgent, type RuleAgent } from '../local/vendors/retell/rule-agent/rule-agent.ts';
import { findingsOf, isDone } from './evidence.ts';
import type { OnItsWay } from './on-its-way.ts';
import type { Place } from './place.ts';
import type { Scenario } from './scenario.ts';
import type { Step } from './scenario-step.ts';
import type { OwnPlace } from './start-place.ts';
import { wallAt } from './zone-time.ts';

/** One use of a tool, as the agent saw it. */
export type Answered = ToolAnswer & {
  readonly caller: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
};
export type Spoken = {
  readonly caller: string;
  readonly who: 'agent' | 'caller';
  readonly text: string;
  readonly at: number;
};

export type Performance = { readonly answers: Answered[]; readonly speech: Spoken[] };

/** Told of everything at the moment it happens. */
export type Audience = {
  readonly onCall: (caller: string, session: CallSession) => void;
  readonly onSpoken: (spoken: Spoken) => void;
  readonly onAnswered: (answered: Answered) => void;
  readonly onAside: (text: string) => void;
};

/** Whatever is put off is put off by minutes: each of them on its own would only take longer to watch. */
const MINUTES_AT_ONCE = 5;

type Line = { readonly session: CallSession; readonly agent: RuleAgent };

/** Waits until the table knows of a caller's wish to hear no more. */
const untilHeard = async (place: Place, business: Business): Promise<void> => {
  const until = performance.now() + 10_000;
  while ((await place.rowsOf(business.id)).consents.length === 0) {
    if (performance.now() > until) throw new Error('the text was not heard within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** What an owner does on the way to the line; `false`: the step is none of these. */
const performOnTheWay = async (coming: OnItsWay, step: Step, audience: Audience): Promise<boolean> => {
  if ('provesPhone' in step) await coming.provesPhone();
  else if ('pays' in step) await coming.pays(step.pays);
  else if ('untilStep' in step) {
    const { untilStep, ...like } = step;
    const { says } = await coming.until({ step: untilStep, ...like });
    audience.onAside(`${untilStep}: ${says}`);
  } else if ('choosesArea' in step) await coming.says({ chooses: step.choosesArea });
  else if ('retriesStep' in step) await coming.says({ retries: step.retriesStep });
  else if ('reopensCheckout' in step) await coming.says({ reopens: true });
  else if ('subscriptionBecomes' in step) {
    await coming.subscriptionBecomes(step.subscriptionBecomes);
    audience.onAside(`From now on the subscription is ${step.subscriptionBecomes}.`);
  } else return false;
  return true;
};

/** Plays a scenario's steps against a business of its own, which is on its way to its line or there. */
export const performSteps = async (
  place: Place & Pick<OwnPlace, 'letPass'>,
  coming: OnItsWay,
  scenario: Scenario,
  audience: Audience,
): Promise<Performance> => {
  const lines = new Map<string, Line>();
  const played: Performance = { answers: [], speech: [] };
  const now = (): number => place.clock.now();

  const note = (answered: Answered): void => {
    played.answers.push(answered);
    audience.onAnswered(answered);
  };
  const line = (caller: string): Line => {
    const found = lines.get(caller);
    if (!found) throw new Error(`${caller} has not called`);
    return found;
  };

  const ring = async (caller: string): Promise<void> => {
    const from = scenario.callers[caller]?.phone ?? '';
    const business = await coming.business();
    const session = await place.retell.placeCall({ from, to: business.messaging.from });
    audience.onCall(caller, session);
    const agent = createRuleAgent(session, wallAt(business.zone, now()).slice(0, 10), {
      onSaid(who, text) {
        const spoken = { caller, who, text, at: now() };
        played.speech.push(spoken);
        audience.onSpoken(spoken);
      },
      onTool: ({ name, args }, answer) => note({ ...answer, caller, name, args, at: now() }),
    });
    lines.set(caller, { session, agent });
    agent.greet();
  };

  const repeat = async (caller: string, name: string, times: number): Promise<void> => {
    const last = played.answers.findLast((answer) => answer.caller === caller && answer.name === name);
    if (!last) throw new Error(`${caller}'s agent has not used ${name}`);
    const { session } = line(caller);
    const again = async () =>
      note({ ...(await session.tool(name, last.args)), caller, name, args: last.args, at: now() });
    await Promise.all(Array.from({ length: times }, again));
  };

  const untilDone = async (most: number): Promise<void> => {
    let passed = 0;
    while (passed < most && !(await isDone(place, await findingsOf(place, coming, played)))) {
      await place.letPass(MINUTES_AT_ONCE);
      passed += MINUTES_AT_ONCE;
    }
    audience.onAside(`${passed} minutes pass, until nothing is left to do.`);
  };

  const perform = async (step: Step): Promise<void> => {
    if (await performOnTheWay(coming, step, audience)) return;
    if ('note' in step) audience.onAside(step.note);
    else if ('fault' in step) {
      await place.vendors.arm(step.vendor, step.fault);
      audience.onAside(`From now on at ${step.vendor}: ${JSON.stringify(step.fault)}`);
    } else if ('mended' in step) await place.vendors.mend(step.vendor);
    else if ('minutesPassUntilDone' in step) await untilDone(step.minutesPassUntilDone);
    else if ('minutesPass' in step) {
      await place.letPass(step.minutesPass);
      audience.onAside(`${step.minutesPass} minutes pass.`);
    } else if ('calls' in step) await ring(step.caller);
    else if ('says' in step) await line(step.caller).agent.hear(step.says);
    else if ('hangsUp' in step) line(step.caller).agent.callerHangsUp();
    else if ('repeats' in step) await repeat(step.caller, step.repeats, step.times);
    else if ('texts' in step) {
      const business = await coming.business();
      audience.onAside(`${step.caller} texts "${step.texts}" to ${business.name}.`);
      const from = scenario.callers[step.caller]?.phone ?? '';
      await place.vendors.receiveText({ from, to: business.messaging.from, text: step.texts });
      await untilHeard(place, business);
    }
  };

  for (const step of scenario.steps) {
    // Nothing is left to do only once everybody has hung up.
    if ('minutesPassUntilDone' in step) for (const { agent } of lines.values()) agent.callerHangsUp();
    await perform(step);
  }
  for (const { agent } of lines.values()) agent.callerHangsUp();
  return played;
};
