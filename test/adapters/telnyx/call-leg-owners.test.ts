import { describe, expect, it } from 'vitest';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const CALLER = '+15125560187';

describe('whose a phone call is [V1]', () => {
  const { aWorld } = worldsOf(aTextWorld);
  const legs = async (world: TextWorld) =>
    (await world.rows()).filter(({ sk }) => String(sk).startsWith('LEG#'));

  it('of a call that goes out belongs to the business that calls', async () => {
    const world = await aWorld();
    const other = await aWorld();
    const leg = world.telnyx.ring({
      from: world.business.messaging.from,
      to: other.business.messaging.from,
      direction: 'outgoing',
    });
    leg.answer();
    leg.hangUp();
    const told = await world.webhooks();

    const tooEarly = world.apply(told[1]);
    await expect(tooEarly).rejects.toMatchObject({ facts: { awaits: `call-leg:${leg.legId}` } });
    for (const body of told) await world.apply(body);

    expect(world.released).toEqual([`call-leg:${leg.legId}`]);
    expect(await legs(world)).toMatchObject([
      { initiated: { direction: 'outgoing' }, answered: expect.anything(), hangup: expect.anything() },
    ]);
    expect(await legs(other)).toHaveLength(0);
  });

  it('names no caller in what it awaits, whichever way a call of strangers goes', async () => {
    const world = await aWorld();
    world.telnyx.ring({ from: '+15125559998', to: CALLER, direction: 'outgoing' }).hangUp();

    for (const body of await world.webhooks()) {
      const refused = world.apply(body);
      await expect(refused).rejects.toMatchObject({ code: 'business_not_found' });
      await expect(refused).rejects.not.toMatchObject({ facts: { awaits: `number:${CALLER}` } });
    }
  });

  it('waits where the number is nobody’s yet', async () => {
    const world = await aWorld();
    world.telnyx.ring({ from: CALLER, to: '+15125559998' });

    await expect(world.apply((await world.webhooks())[0])).rejects.toMatchObject({
      code: 'business_not_found',
      facts: { awaits: 'number:+15125559998' },
    });
  });
});
