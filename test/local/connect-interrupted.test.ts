import { describe, expect, it } from 'vitest';
import { StageSecret } from '../../functions/contracts/secrets.ts';
import { isConnected } from '../../scripts/connect/connect-stage.ts';
import type { PlatformSecret } from '../../scripts/connect/kept-platform.ts';
import type { Mode } from '../../scripts/connect/settle.ts';
import { fingerprintOf } from '../../scripts/connect/stripe.ts';
import { API_URL, type NewAccounts, ONE_OF_EVERYTHING, startNewAccounts, statesOf } from './connecting.ts';

class Killed extends Error {}

/** A machine that dies when `at` steps are done, the answer of the last one lost; nothing is done afterwards. */
const dying = (world: NewAccounts, at: number) => {
  let steps = 0;
  const step = async <Done>(work: () => Promise<Done>): Promise<Done> => {
    if (steps >= at) throw new Killed();
    steps += 1;
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

/** Accounts where somebody changed much by hand after they had been connected. */
const startSpoilt = async (): Promise<NewAccounts> => {
  const world = await startNewAccounts();
  await world.connect('make');
  const { stripe, telnyx, resend } = world.ask;
  const { products } = await world.books();
  const { trunks } = world.telnyx.platformObjects();
  const monthly = products.find(({ id }) => id === 'cloudgreet_monthly');
  const dear = { currency: 'usd', unit_amount: 1, lookup_key: 'cloudgreet_monthly_v1' };
  await stripe('POST', '/v1/prices', {
    body: { ...dear, product: monthly?.id, recurring: { interval: 'year' }, transfer_lookup_key: true },
  });
  await telnyx('PATCH', `/fqdn_connections/${trunks[0]?.id}`, { body: { active: false } });
  await telnyx('POST', '/verify_profiles', { body: { name: 'cloudgreet-dev' } });
  await resend('POST', '/webhooks', {
    body: { endpoint: `${API_URL}/webhooks/resend`, events: ['email.sent'] },
  });
  const secret = world.kept.now();
  world.kept.put({ ...secret, stripe: { ...secret.stripe, webhookSecrets: ['whsec_of_another_one'] } });
  return world;
};

const stepsOfARun = async (start = startNewAccounts, mode: Mode = 'make'): Promise<number> => {
  const world = await start();
  try {
    const machine = dying(world, Number.POSITIVE_INFINITY);
    await world.connect(mode, machine);
    return machine.steps();
  } finally {
    await world.stop();
  }
};

/** What a run that died at a step leaves to the next one, and what that one makes of it. */
const afterDeath = async (
  at: number,
  { start = startNewAccounts, mode = 'make' }: { start?: () => Promise<NewAccounts>; mode?: Mode } = {},
) => {
  const world = await start();
  try {
    await world.connect(mode, dying(world, at)).catch(() => undefined);
    const again = await world.connect(mode);
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
  it('ends with one of everything when it is run again, wherever it died', async () => {
    const steps = await stepsOfARun();
    expect(steps).toBeGreaterThanOrEqual(16);

    for (let at = 0; at <= steps; at += 1)
      expect(await afterDeath(at)).toEqual({
        at,
        wrong: [],
        left: [],
        counted: ONE_OF_EVERYTHING,
        isLetOut: true,
      });
  }, 120_000);

  it('is mended by the next that mends, wherever one that mends died', async () => {
    const spoilt = { start: startSpoilt, mode: 'mend' } as const;
    const steps = await stepsOfARun(startSpoilt, 'mend');
    expect(steps).toBeGreaterThanOrEqual(8);

    for (let at = 1; at <= steps; at += 1)
      expect(await afterDeath(at, spoilt)).toEqual({
        at,
        wrong: [],
        left: [],
        // The price of before is for whoever has subscribed by it, and so is the dear one.
        counted: { ...ONE_OF_EVERYTHING, prices: 4 },
        isLetOut: true,
      });
  }, 120_000);

  it('never leaves a stage without a webhook whose secret it knows, while one takes the place of another', async () => {
    for (let at = 0; at < 6; at += 1) {
      const world = await startNewAccounts();
      try {
        await world.connect('make');
        const { stripe } = world.ask;
        for (const { id } of (await world.books()).endpoints)
          await stripe('DELETE', `/v1/webhook_endpoints/${id}`);
        // Of the version that the account has, whatever that is: it works, and cannot be changed.
        const old = await stripe('POST', '/v1/webhook_endpoints', {
          body: {
            url: `${API_URL}/webhooks/stripe`,
            enabled_events: ['*'],
            metadata: { cloudgreet_stage: 'dev' },
          },
        });
        const secret = world.kept.now();
        world.kept.put({ ...secret, stripe: { ...secret.stripe, webhookSecrets: [old.secret] } });
        const body = { metadata: { cloudgreet_secret: fingerprintOf(String(old.secret)) } };
        await stripe('POST', `/v1/webhook_endpoints/${old.id}`, { body });

        await world.connect('mend', dying(world, at)).catch(() => undefined);

        const known = (world.kept.now().stripe?.webhookSecrets ?? []) as string[];
        const noted = (await world.books()).endpoints.map(({ metadata }) => metadata.cloudgreet_secret);
        expect(known.map(fingerprintOf).some((one) => noted.includes(one))).toBe(true);
      } finally {
        await world.stop();
      }
    }
  });

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
