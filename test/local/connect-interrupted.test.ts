import { describe, expect, it } from 'vitest';
import { StageSecret } from '../../functions/contracts/secrets.ts';
import { isConnected } from '../../scripts/connect/connect-stage.ts';
import type { PlatformSecret } from '../../scripts/connect/kept-platform.ts';
import { type NewAccounts, ONE_OF_EVERYTHING, startNewAccounts, statesOf } from './connecting.ts';

class Killed extends Error {}

/** A machine that dies at its step `at`: whether that was done there or not, nothing is done afterwards. */
const dying = (world: NewAccounts, at: number, when: 'before' | 'after') => {
  let steps = 0;
  const step = async <Done>(work: () => Promise<Done>): Promise<Done> => {
    steps += 1;
    if (steps > at || (steps === at && when === 'before')) throw new Killed();
    const done = await work();
    if (steps === at) throw new Killed();
    return done;
  };
  const { secret: kept } = world.kept;
  const secret: PlatformSecret = {
    ...kept,
    replace: (...change) => step(() => kept.replace(...change)),
  };
  return {
    secret,
    // To die at a look is to die after what was done before it.
    fetch: (async (...asked: Parameters<typeof fetch>) => {
      if (steps >= at) throw new Killed();
      return asked[1]?.method === 'GET' ? fetch(...asked) : step(() => fetch(...asked));
    }) as typeof fetch,
    steps: () => steps,
  };
};

const stepsOfARun = async (): Promise<number> => {
  const world = await startNewAccounts();
  try {
    const machine = dying(world, Number.POSITIVE_INFINITY, 'before');
    await world.connect('make', machine);
    return machine.steps();
  } finally {
    await world.stop();
  }
};

/** What a run that died at a step leaves to the next one, and what that one makes of it. */
const afterDeath = async (at: number, when: 'before' | 'after') => {
  const world = await startNewAccounts();
  try {
    await world.connect('make', dying(world, at, when)).catch(() => undefined);
    const again = await world.connect('make');
    const third = await world.connect('check');
    const { platform } = StageSecret.parse(world.kept.now());
    const [trunk] = world.telnyx.platformObjects().trunks;
    return {
      at,
      wrong: again.filter((one) => !isConnected([one])),
      left: third.filter(({ state }) => state !== 'there'),
      counted: await world.counted(),
      isLetOut: trunk?.password === platform?.trunkPassword && trunk?.user_name === platform?.trunkUsername,
    };
  } finally {
    await world.stop();
  }
};

describe('npm run connect that is cut off [D13]', () => {
  it.each(['before', 'after'] as const)(
    'ends with one of everything when it is run again, wherever it died %s a step was done',
    async (when) => {
      const steps = await stepsOfARun();
      expect(steps).toBeGreaterThanOrEqual(16);

      for (let at = 1; at <= steps; at += 1)
        expect(await afterDeath(at, when)).toEqual({
          at,
          wrong: [],
          left: [],
          counted: ONE_OF_EVERYTHING,
          isLetOut: true,
        });
    },
    120_000,
  );

  it('replaces a webhook of Stripe whose secret was told and lost', async () => {
    const world = await startNewAccounts();
    try {
      await world
        .connect('make', {
          secret: { ...world.kept.secret, replace: () => Promise.reject(new Killed()) },
        })
        .catch(() => undefined);
      const [lost] = (await world.books()).endpoints;
      expect(lost?.metadata).toEqual({ cloudgreet_stage: 'dev' });
      expect(statesOf(await world.connect('check'))['Stripe: webhook']).toBe('drifted');

      const outcomes = await world.connect('make');

      expect(statesOf(outcomes)['Stripe: webhook']).toBe('replaced');
      const { endpoints } = await world.books();
      expect(endpoints).toHaveLength(1);
      expect(endpoints[0]?.id).not.toBe(lost?.id);
    } finally {
      await world.stop();
    }
  });
});

describe('npm run connect by two people at once [D13]', () => {
  it('ends with one of everything, or tells what there is two of, and takes it away when it is to mend', async () => {
    for (let round = 0; round < 5; round += 1) {
      const world = await startNewAccounts();
      try {
        const both = await Promise.all([world.connect('make'), world.connect('make')]);

        expect(both.flat().filter(({ state }) => state === 'refused')).toEqual([]);
        const counted = Object.values(await world.counted());
        const told = (await world.connect('check')).flatMap(({ notes }) => notes);
        const doubled =
          counted.reduce((sum, one) => sum + one, 0) - Object.keys(ONE_OF_EVERYTHING).length - 2;
        expect(told.filter((note) => note.endsWith('is a second one'))).toHaveLength(doubled);
        expect(StageSecret.safeParse(world.kept.now()).error).toBeUndefined();

        expect(isConnected(await world.connect('mend'))).toBe(true);
        expect((await world.connect('check')).filter(({ state }) => state !== 'there')).toEqual([]);
        expect(await world.counted()).toEqual(ONE_OF_EVERYTHING);
      } finally {
        await world.stop();
      }
    }
  });

  it('keeps the password of the first, whom the trunk lets out', async () => {
    const world = await startNewAccounts();
    try {
      await world.connect('make');
      const { platform } = world.kept.now();
      await Promise.all([world.connect('mend'), world.connect('mend')]);

      expect(world.kept.now().platform).toEqual(platform);
    } finally {
      await world.stop();
    }
  });
});
