import { describe, expect, it } from 'vitest';
import { aTextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const MINUTE = 60_000;

describe('a text that something on the way holds [N1]', () => {
  const { aWorld } = worldsOf(aTextWorld);

  it('is not sent again when it reaches Telnyx five minutes after we gave it up', async () => {
    const held: (() => Promise<unknown>)[] = [];
    const world = await aWorld({
      sender: (sender) => ({
        ...sender,
        async send(message) {
          held.push(() => sender.send(message));
          return { kind: 'unknown', because: 'time-out' };
        },
      }),
    });

    await world.deliver();
    for (let minute = 1; minute <= 40; minute += 1) {
      world.clock.pass(MINUTE);
      if (minute === 5) await held[0]?.();
      await world.wake();
    }

    expect(held).toHaveLength(1);
    expect(world.outbound()).toHaveLength(1);
    expect(await world.text()).toMatchObject({ state: 'delivered', handovers: 1 });
  });
});
