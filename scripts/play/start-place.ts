import type { TableStore } from '../local/backends/choose-store.ts';
import { createLocalClock } from '../local/clock.ts';
import type { LocalLogLine } from '../local/types.ts';
import { startWorld, type World } from '../local/world.ts';
import { addressOf } from '../local/world-address.ts';
import { paint } from './paint.ts';
import { openPlace, type Place } from './place.ts';
import { withProgress } from './progress.ts';
import { DEMO_ZONE, instantOf } from './zone-time.ts';

export type OwnPlace = Place & {
  readonly world: World;
  /** How many invocations of functions have begun so far. */
  invocations(): number;
  /** Moves the clock on, lets the schedules run at that time, and the workers finish what that gave them to do. */
  letPass(minutes: number): Promise<void>;
};

/** Longer than any worker takes. */
const WORK_TAKES_MS = 30_000;
const LOOK_EVERY_MS = 100;

const letPassIn =
  ({ clock, cloud }: World) =>
  async (minutes: number): Promise<void> => {
    clock.passTo(clock.now() + minutes * 60_000);
    await cloud.runSchedules();
    const until = performance.now() + WORK_TAKES_MS;
    const isBusy = async (): Promise<boolean> =>
      (await cloud.queues()).some(
        ({ deadLettersOf, visible, inFlight }) => deadLettersOf.length === 0 && visible + inFlight > 0,
      );
    do await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    while (performance.now() < until && (await isBusy()));
  };

export type PlaceOptions = {
  /** Wall time in the demo's zone at which it plays. */
  readonly at: string | undefined;
  readonly store: TableStore | undefined;
  readonly log?: ((line: LocalLogLine) => void) | undefined;
};

/** Starts a world of this process, whose schedules run on the minute, with signs of life. */
export const startPlace = async ({ at, store, log }: PlaceOptions): Promise<OwnPlace> => {
  const clock = createLocalClock(at === undefined ? 0 : instantOf(at, DEMO_ZONE) - Date.now());
  let invocations = 0;
  const world = await withProgress('start the local cloud and the vendors', (step) =>
    startWorld({
      clock,
      schedules: 'on the minute',
      onInvoke: () => {
        invocations += 1;
      },
      ...(store && { store }),
      ...(log && { log }),
      beforeSynth: () =>
        step.rename('synthesise the stacks (only when their sources changed) and start the local cloud'),
      beforeBuild: () =>
        step.rename('build the dashboard (only when its sources changed) and start the local cloud'),
    }),
  );
  const { notice } = world.cloud.store;
  if (notice !== undefined) process.stdout.write(`${paint.warning(notice)}\n`);
  const place = openPlace(addressOf(world), clock, world.retell);
  return { ...place, world, invocations: () => invocations, letPass: letPassIn(world) };
};

/**
 * Runs `leave` once on Ctrl-C and the like, then ends the process with what is known by then; a second time ends it at
 * once. Answers whether that has begun.
 */
export const onInterrupt = (leave: () => Promise<void>): (() => boolean) => {
  let isLeaving = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isLeaving) process.exit(130);
      isLeaving = true;
      void leave().finally(() => process.exit(process.exitCode ?? 130));
    });
  }
  return () => isLeaving;
};
