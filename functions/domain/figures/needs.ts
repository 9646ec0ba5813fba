import type { Need } from '../../contracts/api/overview.ts';
import type { CallId } from '../../contracts/ids.ts';
import { PERSON_WAITS, STEP_NAMES } from '../../contracts/onboarding.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { Described } from '../business/ports.ts';
import type { Call, CallOutcome } from '../call/call.ts';
import type { Fee } from '../fee/fee.ts';
import type { AnyStep, Onboarding } from '../onboarding/onboarding.ts';
import type { Text } from '../text/text.ts';
import { beganAt } from './answered.ts';

export type NeedsYou = {
  readonly kind: Need;
  readonly count: number;
  readonly since?: string | undefined;
  readonly ids: readonly string[];
  /** Who called and should be called, the latest first. */
  readonly callers?: readonly Caller[] | undefined;
};

type Caller = { readonly callId: CallId; readonly from: string; readonly at: string | undefined };

export type NeedRows = {
  readonly calls: readonly Call[];
  readonly fees: readonly Fee[];
  readonly texts: readonly Text[];
  /** That are to come, for whom a caller who went without one may have been booked since. */
  readonly coming: readonly Appointment[];
  readonly onboarding: Onboarding | undefined;
};

const DAY_MS = 86_400_000;
/** What nobody has seen to in two weeks nobody will. */
const ASKED_FOR_DAYS = 14;
const MOST_IDS = 20;
const UNPAID: readonly string[] = ['past_due', 'unpaid', 'incomplete'];

/** They wanted something, or nobody picked up, and they went without an appointment. */
const WORTH_A_CALL: readonly (CallOutcome | undefined)[] = [
  'refused',
  'looked_up',
  'no_tools',
  'not_connected',
];

type Dated = { readonly id: string; readonly at: string | undefined };

const latestFirst = <One extends { readonly at: string | undefined }>(found: readonly One[]): One[] =>
  found.toSorted((one, other) => ((one.at ?? '') < (other.at ?? '') ? 1 : -1));

const needOf = (kind: Need, found: readonly Dated[]): NeedsYou[] => {
  const latest = latestFirst(found);
  return latest.length === 0
    ? []
    : [
        {
          kind,
          count: latest.length,
          since: latest.at(-1)?.at,
          ids: latest.slice(0, MOST_IDS).map(({ id }) => id),
        },
      ];
};

/**
 * Calls that somebody should return: of each caller the latest one, if it came to nothing, and nobody has made an appointment
 * for them since. Not the owner's own, not from a browser, and not from a number that is withheld.
 */
const callsToReturn = ({ owner }: Described, { calls, coming }: NeedRows): Caller[] => {
  const latest = new Map<string, Call & { readonly from: string }>();
  for (const call of calls) {
    const { from, callType } = call;
    if (!from?.startsWith('+') || callType === 'web_call' || owner.phones.includes(from)) continue;
    const known = latest.get(from);
    if (!known || (beganAt(known) ?? '') < (beganAt(call) ?? '')) latest.set(from, { ...call, from });
  }
  const isServed = (call: Call) =>
    coming.some(
      ({ customer, bookedAt }) => customer.phone === call.from && bookedAt >= (beganAt(call) ?? ''),
    );
  return [...latest.values()]
    .filter((call) => WORTH_A_CALL.includes(call.outcome) && !isServed(call))
    .map((call) => ({ callId: call.id, from: call.from, at: beganAt(call) }));
};

const stepsOf = (onboarding: Onboarding | undefined, isWanted: (step: AnyStep) => boolean): Dated[] =>
  onboarding?.state === 'open' || onboarding?.state === 'live'
    ? STEP_NAMES.map((name) => onboarding.steps[name])
        .filter(isWanted)
        .map(({ name }) => ({ id: name, at: undefined }))
    : [];

const waitsForOwner = ({ state, waitsFor }: AnyStep): boolean =>
  state === 'waiting' && (PERSON_WAITS as readonly (string | undefined)[]).includes(waitsFor);

/** What waits for somebody of the business; what concerns money only for who may see it. */
export const needsYou = (
  business: Described,
  rows: NeedRows,
  { nowMs, isOwner }: { readonly nowMs: number; readonly isOwner: boolean },
): NeedsYou[] => {
  const isRecent = (at: string | undefined) =>
    at !== undefined && Date.parse(at) > nowMs - ASKED_FOR_DAYS * DAY_MS;
  const { subscription = '', pastDueSince } = business.billing ?? {};
  const declined = rows.fees.filter(({ state }) => state === 'declined');
  const failed = rows.texts.filter(({ state, requestedAt }) => state === 'failed' && isRecent(requestedAt));
  const recent = rows.calls.filter((call) => isRecent(beganAt(call)));
  const callers = callsToReturn(business, { ...rows, calls: recent });
  return [
    ...(isOwner && UNPAID.includes(subscription)
      ? [{ kind: 'past_due' as const, count: 1, since: pastDueSince, ids: [] }]
      : []),
    ...needOf(
      'fee_declined',
      isOwner ? declined.map(({ id, declinedAt, createdAt }) => ({ id, at: declinedAt ?? createdAt })) : [],
    ),
    ...needOf(
      'text_failed',
      failed.map(({ id, requestedAt }) => ({ id, at: requestedAt })),
    ),
    ...needOf(
      'call_to_return',
      callers.map(({ callId, at }) => ({ id: callId, at })),
    ).map((need) => ({ ...need, callers: latestFirst(callers).slice(0, MOST_IDS) })),
    ...needOf('onboarding_step', stepsOf(rows.onboarding, waitsForOwner)),
    ...needOf(
      'onboarding_stuck',
      stepsOf(rows.onboarding, ({ state }) => state === 'stuck'),
    ),
  ];
};
