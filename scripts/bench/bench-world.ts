import type { Business } from '../../functions/domain/business/business.ts';
import { ensureAssembly } from '../local/assembly/ensure-assembly.ts';
import { createLocalClock } from '../local/clock.ts';
import type { LocalCloudOptions } from '../local/local-cloud.ts';
import type { LocalLogLine } from '../local/types.ts';
import { startWorld, type World } from '../local/world.ts';
import { addressOf } from '../local/world-address.ts';
import { openBusiness } from '../play/demo-business.ts';
import { openPlace, type Place } from '../play/place.ts';
import type { Progress } from './progress.ts';
import { projectRoot } from './project-root.ts';

/** A Monday at 9 in the business's zone: figures do not depend on when they are taken. */
const STARTS_AT_MS = Date.parse('2026-11-23T15:00:00Z');

/** One call of AWS that the world made, with what was answered. */
export type ObservedCall =
  Parameters<NonNullable<LocalCloudOptions['onAwsCall']>> extends [infer Caller, infer Call, infer Answer]
    ? { readonly caller: Caller; readonly call: Call; readonly answer: Answer }
    : never;

export type BenchWorld = {
  readonly world: World;
  readonly place: Place;
  readonly business: Business;
  /** The store of the tables itself, without the gateway before it: DynamoDB Local where there is Java. */
  readonly dynamoUrl: string;
  /** Oldest first. */
  readonly calls: ObservedCall[];
  readonly lines: LocalLogLine[];
  stop(): Promise<void>;
};

export type BenchOptions = Pick<LocalCloudOptions, 'store'> & {
  /** May hand over another assembly than the one of the sources. */
  readonly prepare?: (assembly: string) => string;
};

/** A world of its own with one business; what is counted, not timed, needs no other `store` than the one in memory. */
export const startBenchWorld = async (
  progress: Progress,
  { prepare = (assembly) => assembly, store }: BenchOptions = {},
): Promise<BenchWorld> => {
  const calls: ObservedCall[] = [];
  const lines: LocalLogLine[] = [];
  const assembly = await ensureAssembly(projectRoot, () => progress('synthesise the stacks'));
  progress('start the local cloud and the vendors');
  const world = await startWorld({
    clock: createLocalClock(STARTS_AT_MS - Date.now()),
    assembly: prepare(assembly),
    ...(store && { store }),
    log: (line) => void lines.push(line),
    onAwsCall: (caller, call, answer) => void calls.push({ caller, call, answer }),
  });
  // What is measured beside our own store says less of DynamoDB.
  if (world.cloud.store.notice !== undefined) progress(world.cloud.store.notice);
  const place = openPlace(addressOf(world), world.clock, world.retell);
  const business = await openBusiness(place, {
    key: 'bench001',
    name: 'Apex Heating',
    number: '+15125550142',
    card: 'ok',
  });
  return {
    world,
    place,
    business,
    dynamoUrl: world.cloud.dynamoUrl,
    calls,
    lines,
    async stop() {
      place.close();
      await world.stop();
    },
  };
};
