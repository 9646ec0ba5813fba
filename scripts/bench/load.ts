import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Business } from '../../functions/domain/business/business.ts';
import { judge } from '../../test/simulation/invariants/judge.ts';
import { liveWitness } from '../../test/simulation/invariants/live-witness.ts';
import { openBusiness } from '../play/demo-business.ts';
import { type BenchWorld, startBenchWorld } from './bench-world.ts';
import { type Figure, figure } from './figure.ts';
import {
  closedLoop,
  createLoadClients,
  type LoadClients,
  type Taken,
  trustLoadClients,
} from './load-clients.ts';
import type { Progress } from './progress.ts';
import { percentile } from './sampling.ts';
import { untilNothingIsDue, untilQuiet } from './until-quiet.ts';
import { EMPTY_PATH, withEmptyFunction } from './with-empty-function.ts';

const BUSINESSES = 8;
/** Clients that ask at the same time. */
const LEVELS = [4, 16];
/** Long enough for the functions to be loaded. */
const WARM_UP_MS = 2_000;
const MEASURED_MS = 4_000;
/** What bookings set off is done by few workers, one after another. */
const PATIENCE_MS = 15 * 60_000;

const townOf = async ({ place, business }: BenchWorld): Promise<readonly Business[]> => {
  const others: Business[] = [];
  for (let index = 2; index <= BUSINESSES; index += 1) {
    others.push(
      await openBusiness(place, {
        key: `bench${String(index).padStart(3, '0')}`,
        name: `Apex Heating ${index}`,
        number: `+1512555${3000 + index}`,
        card: 'ok',
      }),
    );
  }
  return [business, ...others];
};

type Measured = { readonly perSecond: number; readonly p50: number; readonly p99: number };

const measuredOf = (taken: readonly Taken[], seconds: number): Measured => {
  const all = taken.map(({ ms }) => ms);
  return { perSecond: all.length / seconds, p50: percentile(all, 50), p99: percentile(all, 99) };
};

const named = (what: string, clients: number): string =>
  `${what}, ${clients} clients at once, beside an empty function`;

/** How many are done in a second, beside the empty function under as many clients of its own. */
const rateOf = (what: string, clients: number, ours: Measured, empty: Measured): Figure =>
  figure({ name: named(what, clients), value: ours.perSecond, unit: '/s', peer: empty.perSecond });

/** How long half of them and 99% of them took at most. */
const waitsOf = (what: string, clients: number, ours: Measured, empty: Measured): Figure[] => [
  figure({ name: named(`${what}: half within`, clients), value: ours.p50, unit: 'ms', peer: empty.p50 }),
  figure({ name: named(`${what}: 99% within`, clients), value: ours.p99, unit: 'ms', peer: empty.p99 }),
];

const measureAt = async (
  level: number,
  bench: BenchWorld,
  clients: LoadClients,
  progress: Progress,
): Promise<Figure[]> => {
  const loop = async (title: string, turn: () => Promise<readonly Taken[]>) => {
    progress(`${level} clients: ${title}`);
    await closedLoop(level, WARM_UP_MS, turn);
    const { taken, seconds } = await closedLoop(level, MEASURED_MS, turn);
    progress(`${level} clients: what ${title} set off`);
    await untilQuiet(bench, PATIENCE_MS);
    return (isOne: (what: string) => boolean = () => true) =>
      measuredOf(
        taken.filter(({ what }) => isOne(what)),
        seconds,
      );
  };
  const empty = (await loop('an empty function', () => clients.ask(EMPTY_PATH)))();
  const webhooks = (await loop('webhooks', clients.webhook))();
  const calls = await loop('tool calls', clients.call);
  return [
    rateOf('tool calls', level, calls(), empty),
    ...waitsOf(
      'lookup',
      level,
      calls((what) => what === 'lookup_availability'),
      empty,
    ),
    ...waitsOf(
      'booking',
      level,
      calls((what) => what === 'book_appointment'),
      empty,
    ),
    rateOf('webhooks', level, webhooks, empty),
    ...waitsOf('webhook', level, webhooks, empty),
  ];
};

/** Throws unless every promise was kept to everybody who called. */
const checkPromises = async (
  { world, place }: BenchWorld,
  businesses: readonly Business[],
  { heard, acknowledged, refused }: LoadClients,
): Promise<void> => {
  const rows: Record<string, unknown>[] = [];
  const pages = paginateScan(
    { client: place.table.db },
    { TableName: place.table.name, ConsistentRead: true },
  );
  for await (const { Items = [] } of pages) rows.push(...Items);
  const broken = judge(await liveWitness(world, { rows, businesses, heard, acknowledged }));
  const told = [
    ...broken.map(({ invariant, what }) => `${invariant}: ${what}`),
    ...refused.map(({ path, status, text }) => `${path} answered ${status}: ${text}`),
  ];
  if (told.length > 0)
    throw new Error(`${told.length} promises were broken:\n${told.slice(0, 10).join('\n')}`);
};

/**
 * As much as this machine holds over real HTTP, everything that is set off being done meanwhile; afterwards the
 * simulator's promises are checked against the table, the vendors' books and the dead letters.
 */
export const benchLoad = async (progress: Progress): Promise<Figure[]> => {
  let remove = () => {};
  let bench: BenchWorld | undefined;
  let clients: LoadClients | undefined;
  try {
    bench = await startBenchWorld(progress, {
      prepare(assembly) {
        const made = withEmptyFunction(assembly);
        remove = made.remove;
        return made.directory;
      },
    });
    await trustLoadClients(bench.world);
    const businesses = await townOf(bench);
    clients = createLoadClients(bench.world, businesses);
    const figures: Figure[] = [];
    for (const level of LEVELS) figures.push(...(await measureAt(level, bench, clients, progress)));
    progress('check every promise');
    await untilNothingIsDue(bench);
    await checkPromises(bench, businesses, clients);
    const booked = clients.heard.filter(({ tool, answer }) => tool === 'book_appointment' && answer?.ok);
    return [
      ...figures,
      figure({ name: 'bookings under load, every promise to them kept', value: booked.length, unit: '' }),
    ];
  } finally {
    clients?.hangUp();
    await bench?.stop();
    remove();
  }
};
