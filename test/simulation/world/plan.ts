import type { Flow } from '../flows/flow.ts';
import { type Chance, seededChance } from '../kernel/chance.ts';
import {
  drawSwarm,
  type FaultKind,
  type FaultPlan,
  noFaults,
  singleFault,
  swarmFaults,
} from '../kernel/faults.ts';
import { STARTS } from './businesses.ts';
import { type Hazard, hazards } from './hazards.ts';
import type { Outage } from './universe.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Everything about a run that is drawn before it begins: a seed stands for it. */
export type Plan = {
  readonly seed: number;
  readonly startMs: number;
  readonly businesses: number;
  /** After this nothing goes wrong any more. */
  readonly troubleMs: number;
  /** The world around does nothing unusual. */
  readonly isCalm: boolean;
  readonly skewMs: number;
  readonly lagMs: number;
  readonly acts: readonly {
    readonly flow: string;
    readonly atMs: number;
    readonly business: number;
    readonly customer: string;
  }[];
  readonly hazards: readonly { readonly hazard: Hazard; readonly atMs: number }[];
  readonly outages: readonly Outage[];
  readonly faults: (chance: Chance) => FaultPlan;
};

const SERVICES = [
  ...['dynamodb', 'events', 'sqs', 's3', 'secretsmanager', 'stripe', 'telnyx', 'resend'],
  ...['cognito', 'sts'],
];
const VENDORS = ['stripe', 'telnyx', 'resend', 'retell'];

/** For how long a vendor may be down, and how often that is drawn. */
export const OUTAGES: readonly { readonly name: string; readonly ms: number; readonly weight: number }[] = [
  { name: '1 minute', ms: MINUTE, weight: 3 },
  { name: '2 hours', ms: 2 * HOUR, weight: 2 },
  { name: '30 hours', ms: 30 * HOUR, weight: 1 },
  { name: '4 days', ms: 4 * DAY, weight: 1 },
];
const OUTAGE_LENGTHS = OUTAGES.flatMap(({ ms, weight }) => Array.from({ length: weight }, () => ms));

const weighted = (flows: readonly Flow[]): readonly string[] =>
  flows.flatMap(({ name, weight = 1 }) => Array.from({ length: weight }, () => name));

/** A small town: the same people call again, and call two businesses. */
const customerOf = (chance: Chance): string => `+1512557${1000 + chance.int(6)}`;

const during = (until: number, plan: FaultPlan): FaultPlan => ({
  draw: (point) => (point.now < until ? plan.draw(point) : undefined),
});

/** What people do beside the callers. Chance of its own: what callers do is the same with and without it. */
const actsOfPeople = (seed: number, spanMs: number, flows: readonly Flow[]): Plan['acts'] => {
  const chance = seededChance(seed * 2 + 1_000_003);
  const names = weighted(flows.filter(({ isOfPeople }) => isOfPeople));
  return Array.from({ length: names.length === 0 ? 0 : chance.pick([0, 0, 1, 1, 2]) }, () => ({
    flow: chance.pick(names),
    atMs: chance.int(spanMs),
    business: chance.int(5),
    customer: customerOf(chance),
  }));
};

/** One run in so many has such a flow: it costs as much as several others. */
const LONG_SHARE = 1 / 8;

/** Chance of its own, as that of people. */
const longActs = (seed: number, flows: readonly Flow[]): Plan['acts'] => {
  const chance = seededChance(seed * 2 + 3_000_017);
  const names = weighted(flows.filter(({ isLong }) => isLong));
  if (names.length === 0 || !chance.is(LONG_SHARE)) return [];
  const atMs = chance.int(5 * MINUTE);
  return [{ flow: chance.pick(names), atMs, business: chance.int(5), customer: customerOf(chance) }];
};

/** Where something is made of which no key tells a second request from the first: a handful in a run. */
const MAKES = /^(telnyx|retell)\.POST (messaging_profiles|number_orders|create-|import-|publish-)/;
const WHILE_MAKING: readonly FaultKind[] = [
  ...(['slow', 'slow', 'time-out-after', 'crash-after', 'garbage', 'error-before'] as const),
];
const MAKING_RATE = 0.3;

const alsoWhileMaking = (own: Chance, plan: FaultPlan): FaultPlan => ({
  draw(point) {
    const kind = MAKES.test(point.place) && own.is(MAKING_RATE) ? own.pick(WHILE_MAKING) : undefined;
    return kind && point.kinds.includes(kind) ? kind : plan.draw(point);
  },
});

/** A run as its seed draws it. */
export const drawPlan = (seed: number, flows: readonly Flow[]): Plan => {
  const chance = seededChance(seed * 2 + 1);
  const startMs = Date.parse(chance.pick(STARTS)) + chance.int(12 * HOUR);
  const spanMs = chance.pick([5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR]);
  const names = weighted(flows.filter(({ isOfPeople, isLong }) => !isOfPeople && !isLong));
  const acts = Array.from({ length: chance.pick([1, 1, 1, 2, 2, 3, 6]) }, () => ({
    flow: chance.pick(names),
    atMs: chance.int(spanMs),
    business: chance.int(5),
    customer: customerOf(chance),
  }));
  const strikes = Array.from({ length: chance.pick([0, 0, 1, 2, 4]) }, () => ({
    hazard: chance.pick(hazards),
    atMs: chance.int(spanMs + 10 * MINUTE),
  }));
  const outages = Array.from({ length: chance.pick([0, 0, 0, 1, 1, 2]) }, () => {
    // Often in the middle of what a booking sets off.
    const [act] = chance.shuffled(acts);
    const from =
      startMs + (act && chance.is(0.6) ? act.atMs + chance.between(2_000, 90_000) : chance.int(spanMs));
    return {
      vendor: chance.pick(VENDORS),
      from,
      until: from + chance.pick(OUTAGE_LENGTHS),
    };
  });
  const last = Math.max(startMs + spanMs, ...outages.map(({ until }) => until));
  const long = longActs(seed, flows);
  const swarm = drawSwarm(chance, { from: startMs, until: startMs + spanMs }, SERVICES);
  return {
    seed,
    startMs,
    businesses: chance.pick([1, 1, 2, 2, 3, 5]),
    troubleMs: last - startMs + 20 * MINUTE,
    isCalm: false,
    // Clocks differ by moments; now and then one has jumped by minutes.
    skewMs: chance.is(0.08) ? 5 * MINUTE : chance.pick([0, 1_000, 1_000, 3_000]),
    lagMs: chance.pick([0, 500, 2_000]),
    acts: [...acts, ...actsOfPeople(seed, spanMs, flows), ...long],
    hazards: strikes,
    outages,
    // A long outage is borne on days on which nothing else goes wrong.
    faults: (own) => {
      const all = swarmFaults(own, swarm);
      return during(startMs + spanMs + 20 * MINUTE, long.length > 0 ? alsoWhileMaking(own, all) : all);
    },
  };
};

/** One flow by itself on a quiet day: without a fault, or with one at one point. */
export const singlePlan = (
  flow: Flow,
  index: number,
  fault?: { readonly ordinal: number; readonly kind: FaultKind },
): Plan => ({
  seed: 1_000_000 + index,
  startMs: Date.parse('2026-11-23T15:00:00Z'),
  businesses: 2,
  troubleMs: 2 * HOUR,
  isCalm: true,
  skewMs: 0,
  lagMs: 0,
  acts: [{ flow: flow.name, atMs: 1_000, business: 0, customer: '+15125571000' }],
  hazards: [],
  outages: [],
  faults: () => (fault ? singleFault(fault.ordinal, fault.kind) : noFaults),
});
