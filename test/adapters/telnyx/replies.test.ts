import { describe, expect, it } from 'vitest';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('replies to words about texting [N1]', () => {
  const { aWorld } = worldsOf(aTextWorld);
  const answers = async (world: TextWorld) =>
    (await world.replies()).map(({ answer, state, suppressedBecause }) => [
      answer,
      suppressedBecause ?? state,
    ]);
  const words = (world: TextWorld) => world.outbound().map(({ text }) => text.replace(/^[^:]*: /, ''));
  const OUT = expect.stringContaining('You are opted out');

  it.each(['REVOKE', 'opt out', 'OPT-OUT', 'Stop.', '“Unsubscribe”', 'ＳＴＯＰ', 'stop 🛑'])(
    'confirm an opt-out that Telnyx does not know by one text, however often it comes (%s)',
    async (word) => {
      const world = await aWorld();

      const told = await world.hear(word);
      for (let again = 0; again < 10; again += 1) await world.apply(told);
      await Promise.all([world.wake(), world.wake(), world.wake()]);
      world.clock.pass(MINUTE);
      await world.wake();

      expect(world.telnyx.autoresponses()).toEqual([]);
      expect(words(world)).toEqual([OUT]);
      expect(world.outbound()[0]).toMatchObject({
        from: world.business.messaging.from,
        to: world.appointment.customer.phone,
        parts: 1,
      });
      expect(await answers(world)).toEqual([['opted-out', 'sent']]);
    },
  );

  it('do not confirm an opt-out said again, by whatever word', async () => {
    const world = await aWorld();

    for (const word of ['REVOKE', 'opt out', 'Revoke!', 'OPTOUT']) {
      await world.hear(word);
      world.clock.pass(SECOND);
      await world.wake();
    }

    expect(words(world)).toEqual([OUT]);
    expect(await world.replies()).toHaveLength(1);
  });

  it.each(['STOP', 'stop all', 'Quit', 'START', 'HELP'])(
    'are left to Telnyx, which gave one (%s)',
    async (word) => {
      const world = await aWorld();

      await world.hear(word);
      await world.wake();

      expect(world.telnyx.autoresponses()).toHaveLength(1);
      expect(world.posts()).toBe(0);
      expect(await world.replies()).toEqual([]);
    },
  );

  it('are not sent any more once what they confirm has been taken back', async () => {
    const world = await aWorld();

    await world.hear('REVOKE');
    world.clock.pass(SECOND);
    await world.hear('START');
    await world.wake();

    expect(world.posts()).toBe(0);
    expect(await answers(world)).toEqual([['opted-out', 'overtaken']]);
  });

  it('confirm the opt-out that stands, and not the one before it', async () => {
    const world = await aWorld();

    for (const word of ['REVOKE', 'START', 'REVOKE']) {
      await world.hear(word);
      world.clock.pass(SECOND);
    }
    await world.wake();

    expect(words(world)).toEqual([OUT]);
    expect(await answers(world)).toEqual([
      ['opted-out', 'overtaken'],
      ['opted-out', 'sent'],
    ]);
  });

  it('confirm an opt-out that was said again before its confirmation went out', async () => {
    const world = await aWorld();

    await world.hear('REVOKE');
    world.clock.pass(SECOND);
    await world.hear('REVOKE');
    await world.wake();

    expect(await answers(world)).toEqual([['opted-out', 'sent']]);
  });

  it('welcome back once who comes back by a word that Telnyx does not know', async () => {
    const world = await aWorld();

    await world.hear('REVOKE');
    world.clock.pass(SECOND);
    await world.hear('Start!');
    world.clock.pass(SECOND);
    await world.hear('un-stop');
    await world.wake();

    expect(words(world)).toEqual([expect.stringContaining('You will get texts')]);
  });

  it('say who this is once a day, to somebody opted out too', async () => {
    const world = await aWorld();
    await world.hear('REVOKE');
    await world.wake();

    for (const word of ['info', 'HELP!', 'Info?']) {
      world.clock.pass(MINUTE);
      await world.hear(word);
      await world.wake();
    }
    world.clock.pass(24 * HOUR);
    await world.hear('INFO');
    await world.wake();

    const help = expect.stringMatching(/^Texts about your appointments\. Call us at 512-555-0\d+ for help/);
    expect(words(world)).toEqual([OUT, help, help]);
  });

  it('stay with the business that was written to', async () => {
    const asked = await aWorld();
    const other = await aWorld();

    await asked.hear('REVOKE');
    await other.wake();
    await asked.wake();

    expect(await other.replies()).toEqual([]);
    expect(other.posts()).toBe(0);
    expect(asked.posts()).toBe(1);
  });

  it.each(['hang-after', 'drop-connection-after'] as const)(
    'are looked for before they are sent again when the answer was lost (%s)',
    async (effect) => {
      const world = await aWorld({ timeoutMs: 300 });
      world.telnyx.faults.add({ match: { method: 'POST' }, effect, times: 1 });

      await world.hear('REVOKE');
      for (let minute = 0; minute < 5; minute += 1) {
        await world.wake();
        world.clock.pass(MINUTE);
      }

      expect(world.posts()).toBe(1);
      expect(await answers(world)).toEqual([['opted-out', 'delivered']]);
    },
  );

  it('are not given minutes later, when nobody expects one any more', async () => {
    const world = await aWorld();
    world.telnyx.faults.down(true);
    await world.hear('REVOKE');
    await world.wake();
    world.telnyx.faults.clear();

    world.clock.pass(6 * MINUTE);
    await world.wake();

    expect(world.outbound()).toEqual([]);
    expect(await answers(world)).toEqual([['opted-out', 'too_late']]);
  });

  it('are followed to their end like every text', async () => {
    const world = await aWorld();
    await world.hear('REVOKE');
    await world.wake();

    for (const body of await world.webhooks()) await world.apply(body);

    expect(await world.replies()).toMatchObject([{ state: 'delivered', event: { name: 'text.delivered' } }]);
    expect((await world.rows()).filter(({ wake }) => wake)).toEqual([]);
  });

  it('tell no key and no event a telephone number', async () => {
    const world = await aWorld();
    await world.hear('REVOKE');
    await world.wake();

    for (const { pk, sk, event, wake } of await world.rows()) {
      expect(JSON.stringify([pk, sk, event, wake])).not.toContain('5550187');
    }
  });
});
