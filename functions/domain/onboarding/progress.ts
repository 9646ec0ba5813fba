import type { BusinessId, PartnerId } from '../../contracts/ids.ts';
import { STEP_NAMES, type StepName, type WaitsFor } from '../../contracts/onboarding.ts';
import {
  type AnyStep,
  ASKS_FIRST,
  type Given,
  isLeaving,
  isOver,
  type Made,
  NEEDS,
  NOT_NEEDED_TO_BE_LIVE,
  type Onboarding,
  type Problem,
  type StepOf,
  type Steps,
} from './onboarding.ts';

/** Longer than any worker lives: an older claim is nobody's, and nothing of it is still under way. */
export const CLAIM_MS = 3 * 60_000;
const BACK_OFF_SECONDS = [15, 30, 60, 120, 300, 900] as const;
/** After so many failures in a row a person is told, and asked whether to go on. An hour and a half. */
const MOST_FAILURES = 10;

const iso = (ms: number): string => new Date(ms).toISOString();

/** How a piece of work on a step has ended. */
export type Outcome =
  | { readonly kind: 'done' }
  /** `afterMs`: looked at again then even if nobody tells us anything. */
  | { readonly kind: 'waiting'; readonly waitsFor: WaitsFor; readonly afterMs?: number | undefined }
  | { readonly kind: 'stuck'; readonly problem: Problem }
  /** Could not be done just now, and nothing is wrong with it. */
  | { readonly kind: 'later'; readonly problem: Problem; readonly atLeastMs?: number | undefined };

const newStep = <Name extends StepName>(businessId: BusinessId, name: Name): StepOf<Name> => {
  const waitsFor = ASKS_FIRST[name];
  return {
    v: 1,
    businessId,
    name,
    state: waitsFor ? 'waiting' : 'todo',
    epoch: 0,
    wish: 0,
    failures: 0,
    waitsFor,
    made: {},
  } as StepOf<Name>;
};

export const newOnboarding = (
  businessId: BusinessId,
  now: number,
  partner?: { readonly id: PartnerId; readonly externalId?: string | undefined },
): Onboarding => ({
  v: 1,
  businessId,
  state: 'open',
  version: 1,
  startedAt: iso(now),
  partner,
  steps: Object.fromEntries(STEP_NAMES.map((name) => [name, newStep(businessId, name)])) as Steps,
});

const hasWhatItNeeds = ({ steps }: Onboarding, name: StepName): boolean =>
  NEEDS[name].every((needed) => isOver(steps[needed]));

/** When there is something to do about it; undefined: not before somebody says something. */
const readyAt = ({ state, claimedAt, dueAt, notBefore }: AnyStep): number | undefined => {
  if (state === 'working') return Date.parse(claimedAt ?? '') + CLAIM_MS;
  const least = notBefore === undefined ? 0 : Date.parse(notBefore);
  if (state === 'todo') return dueAt === undefined ? least : Math.max(least, Date.parse(dueAt));
  return state === 'waiting' && dueAt !== undefined ? Math.max(least, Date.parse(dueAt)) : undefined;
};

const workable = (onboarding: Onboarding): { readonly name: StepName; readonly at: number }[] => {
  if (isLeaving(onboarding)) return [];
  return STEP_NAMES.flatMap((name) => {
    const at = hasWhatItNeeds(onboarding, name) ? readyAt(onboarding.steps[name]) : undefined;
    return at === undefined ? [] : [{ name, at }];
  });
};

/** The first step that something can be done about now. */
export const nextStep = (onboarding: Onboarding, now: number): StepName | undefined =>
  workable(onboarding).find(({ at }) => at <= now)?.name;

/** When to look again; undefined: there is nothing to do until somebody says something. */
export const nextLookAt = (onboarding: Onboarding): number | undefined => {
  const times = workable(onboarding).map(({ at }) => at);
  return times.length > 0 ? Math.min(...times) : undefined;
};

const changed = <Name extends StepName>(
  onboarding: Onboarding,
  name: Name,
  change: Partial<StepOf<Name>>,
): Onboarding => ({
  ...onboarding,
  version: onboarding.version + 1,
  steps: { ...onboarding.steps, [name]: { ...onboarding.steps[name], ...change } },
});

/** Somebody works on it now, and nobody else until the claim is old. */
export const claimed = (onboarding: Onboarding, name: StepName, now: number): Onboarding =>
  changed(onboarding, name, {
    state: 'working',
    epoch: onboarding.steps[name].epoch + 1,
    claimedAt: iso(now),
    dueAt: undefined,
    isOvertaken: undefined,
  });

/** What has been made for a step, on its way. */
export const withMade = <Name extends StepName>(
  onboarding: Onboarding,
  name: Name,
  made: Partial<Made<Name>>,
): Onboarding =>
  changed(onboarding, name, {
    made: { ...onboarding.steps[name].made, ...made },
  } as Partial<StepOf<Name>>);

/** What was said in confidence and has served stands in no row any more. */
export const unsaid = <Name extends StepName>(
  onboarding: Onboarding,
  name: Name,
  unsay: (given: Given<Name>) => Given<Name>,
): Onboarding => {
  const { given } = onboarding.steps[name];
  return given === undefined
    ? onboarding
    : changed(onboarding, name, { given: unsay(given) } as Partial<StepOf<Name>>);
};

const isLive = ({ steps }: Onboarding): boolean =>
  STEP_NAMES.every((name) => NOT_NEEDED_TO_BE_LIVE.includes(name) || isOver(steps[name]));

const liveIfComplete = (onboarding: Onboarding, now: number): Onboarding =>
  onboarding.state === 'open' && isLive(onboarding)
    ? { ...onboarding, state: 'live', liveAt: iso(now) }
    : onboarding;

const backOffMs = (failures: number): number =>
  1000 * (BACK_OFF_SECONDS[Math.min(failures, BACK_OFF_SECONDS.length) - 1] ?? 900);

/** A step after a piece of work. `wish`: which wish it was done for; a newer one has it looked at again at once. */
export const settled = (
  onboarding: Onboarding,
  name: StepName,
  outcome: Outcome,
  wish: number,
  now: number,
): Onboarding => {
  const step = onboarding.steps[name];
  const rest = {
    claimedAt: undefined,
    dueAt: undefined,
    waitsFor: undefined,
    problem: undefined,
    failures: 0,
    isOvertaken: undefined,
    notBefore:
      outcome.kind === 'later' && outcome.atLeastMs !== undefined ? iso(now + outcome.atLeastMs) : undefined,
  };
  const isAskedAnew = step.wish > wish;
  // What is done is done, whatever was said since; only a line follows settings that have changed. What came meanwhile may have ended
  // what is done, which nobody would look at again.
  if (outcome.kind === 'done' && !step.isOvertaken && !(isAskedAnew && name === 'line')) {
    const done = changed(onboarding, name, { ...rest, state: 'done', doneAt: iso(now) });
    return liveIfComplete(done, now);
  }
  if (isAskedAnew || outcome.kind === 'done') return changed(onboarding, name, { ...rest, state: 'todo' });
  switch (outcome.kind) {
    case 'waiting':
      return changed(onboarding, name, {
        ...rest,
        state: 'waiting',
        waitsFor: outcome.waitsFor,
        dueAt: outcome.afterMs === undefined ? undefined : iso(now + outcome.afterMs),
      });
    case 'stuck':
      return changed(onboarding, name, { ...rest, state: 'stuck', problem: outcome.problem });
    case 'later': {
      const failures = step.failures + 1;
      if (failures >= MOST_FAILURES)
        return changed(onboarding, name, { ...rest, state: 'stuck', problem: outcome.problem });
      const dueAt = iso(now + Math.max(backOffMs(failures), outcome.atLeastMs ?? 0));
      return changed(onboarding, name, {
        ...rest,
        state: 'waiting',
        waitsFor: 'retry',
        failures,
        dueAt,
        problem: outcome.problem,
      });
    }
  }
};

/** A person has said something of a step; whoever works on it hears of it when that piece of work is over. */
export const given = <Name extends StepName>(
  onboarding: Onboarding,
  name: Name,
  wanted: Given<Name>,
): Onboarding => {
  const { state, wish } = onboarding.steps[name];
  const said = { given: wanted, wish: wish + 1 } as Partial<StepOf<Name>>;
  if (state === 'working') return changed(onboarding, name, said);
  return changed(onboarding, name, {
    ...said,
    state: 'todo',
    waitsFor: undefined,
    problem: undefined,
    failures: 0,
    dueAt: undefined,
  } as Partial<StepOf<Name>>);
};

/** All that the step asked for was somebody's word. */
export const confirmed = (onboarding: Onboarding, name: StepName, now: number): Onboarding =>
  settled(onboarding, name, { kind: 'done' }, onboarding.steps[name].wish, now);

/** A step that is stuck, or that a vendor keeps waiting, is tried again at once, or as soon as that is safe. */
export const retried = (onboarding: Onboarding, name: StepName): Onboarding => {
  const { state, wish } = onboarding.steps[name];
  if (state !== 'stuck' && state !== 'waiting') return onboarding;
  return changed(onboarding, name, { state: 'todo', wish: wish + 1, failures: 0, dueAt: undefined });
};

export const skipped = (onboarding: Onboarding, name: StepName, now: number): Onboarding => {
  const { state, claimedAt, notBefore } = onboarding.steps[name];
  const isAtWork = state === 'working' && claimedAt !== undefined;
  const step = {
    state: 'skipped',
    doneAt: iso(now),
    claimedAt: undefined,
    waitsFor: undefined,
    problem: undefined,
    dueAt: undefined,
    // Whoever is at work on it has lost the claim, and not what they have asked for.
    notBefore: isAtWork ? iso(Date.parse(claimedAt) + CLAIM_MS) : notBefore,
  } as const;
  return liveIfComplete(changed(onboarding, name, step), now);
};
