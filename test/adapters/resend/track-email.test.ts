import { describe, expect, it, vi } from 'vitest';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import { metrics } from '../../../functions/runtime/metrics.ts';
import type { EmailOutcome } from '../../../scripts/local/vendors/resend/email-events.ts';
import { anAlertWorld } from '../../support/alert-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const HOUR = 3_600_000;

describe("the owner's e-mail, once it is sent, [N3]", () => {
  const { aWorld } = worldsOf(anAlertWorld);

  it.each<[EmailOutcome, object]>([
    ['delivered', { state: 'delivered' }],
    ['bounced', { state: 'bounced', because: 'Permanent/General' }],
    ['complained', { state: 'complained' }],
    ['delivery_delayed', { state: 'delivered' }],
    ['failed', { state: 'failed', because: 'reached_daily_quota' }],
    ['suppressed', { state: 'suppressed', because: 'OnAccountSuppressionList/previous_bounce' }],
  ])('is followed to its end, in any order and repeated (%s)', async (outcome, end) => {
    const world = await aWorld();
    world.resend.setOutcome(world.business.owner.email, outcome);

    await world.deliver();
    const told = await world.webhooks();
    for (const body of told.toReversed()) await world.apply(body);
    const backwards = await world.alert();
    await Promise.all([...told, ...told, ...told].map(world.apply));

    expect(backwards).toMatchObject(end);
    expect(await world.alert()).toMatchObject(end);
  });

  it('is known to have been sent from an event that came before our own answer', async () => {
    const world = await aWorld({ timeoutMs: 300 });
    world.resend.faults.add({ match: { method: 'POST' }, effect: 'hang-after', times: 1 });

    await world.deliver();
    for (const body of await world.webhooks()) await world.apply(body);
    world.clock.pass(HOUR);

    expect(await world.wake()).toBe(0);
    expect(world.posts()).toBe(1);
    expect(await world.alert()).toMatchObject({ state: 'delivered' });
  });
});

/** The same bounce, had the mailbox only been full. */
const asTransient = (body: unknown): unknown => {
  const { data, ...event } = body as { data: { bounce?: object } };
  return {
    ...event,
    data: { ...data, ...(data.bounce && { bounce: { type: 'Transient', subType: 'MailboxFull' } }) },
  };
};

describe('an address that takes no e-mail [N3]', () => {
  const { aWorld } = worldsOf(anAlertWorld);
  const stopsOf = async (world: Awaited<ReturnType<typeof aWorld>>) =>
    (await world.rows()).filter(({ sk }) => String(sk).startsWith('EMAIL#'));

  it.each<[EmailOutcome, string, string | undefined]>([
    ['bounced', 'bounced', 'Permanent/General'],
    ['complained', 'complained', undefined],
    ['suppressed', 'suppressed', 'OnAccountSuppressionList/previous_bounce'],
  ])(
    'gets no more of that business once it has %s, its row and the next alert say why, and an alarm hears of both',
    async (outcome, reason, because) => {
      const world = await aWorld();
      world.resend.setOutcome(world.business.owner.email, outcome);
      await world.deliver();
      const told = await world.webhooks();

      const counted = vi.spyOn(metrics, 'addMetric');
      const unheard = () => counted.mock.calls.filter(([name]) => name === 'AlertUnheard').length;
      for (const body of [...told.toReversed(), ...told]) await world.apply(body);
      const unheardAtFirst = unheard();
      const next = await world.bookAnother('apt_another00001' as AppointmentId);
      const unheardAfterwards = unheard();
      counted.mockRestore();

      expect(await stopsOf(world)).toMatchObject([{ reason, ...(because && { because }) }]);
      expect(JSON.stringify(await stopsOf(world))).not.toContain(world.business.owner.email);
      expect(next).toMatchObject({ state: 'suppressed', because: `address_${reason}` });
      expect([unheardAtFirst, unheardAfterwards]).toEqual([1, 2]);
      expect(world.posts()).toBe(1);
    },
  );

  it.each<[string, EmailOutcome]>([
    ['a mailbox was full', 'bounced'],
    ['a delivery was delayed', 'delivery_delayed'],
    ['Resend had sent too many that day', 'failed'],
  ])('is not one where only %s', async (_, outcome) => {
    const world = await aWorld();
    world.resend.setOutcome(world.business.owner.email, outcome);
    await world.deliver();

    for (const body of await world.webhooks()) await world.apply(asTransient(body));
    const next = await world.bookAnother('apt_another00001' as AppointmentId);

    expect(await stopsOf(world)).toEqual([]);
    expect(next).toMatchObject({ state: 'sent' });
    expect(world.posts()).toBe(2);
  });

  it('is stopped by what happened last, in whatever order that is told', async () => {
    const world = await aWorld();
    world.resend.setOutcome(world.business.owner.email, 'bounced');
    await world.deliver();
    const bounced = (await world.webhooks()).at(-1) as { data: object };
    const complained = { ...bounced, type: 'email.complained', created_at: '2026-11-24T09:00:00.000Z' };
    const suppressed = { ...bounced, type: 'email.suppressed', created_at: '2026-11-24T08:00:00.000Z' };

    for (const body of [suppressed, complained, bounced]) await world.apply(body);

    expect(await stopsOf(world)).toMatchObject([{ reason: 'complained', at: '2026-11-24T09:00:00.000Z' }]);
  });

  it('is stopped for the business that wrote to it and for no other', async () => {
    const [world, other] = [await aWorld(), await aWorld()];
    world.resend.setOutcome(world.business.owner.email, 'bounced');
    await world.deliver();

    for (const body of await world.webhooks()) await world.apply(body);
    await other.deliver();

    expect(await stopsOf(world)).toHaveLength(1);
    expect(await stopsOf(other)).toEqual([]);
    expect(await other.alert()).toMatchObject({ state: 'sent' });
  });

  it('is not stopped by an event about an e-mail that is none of ours', async () => {
    const world = await aWorld();
    world.resend.setOutcome(world.business.owner.email, 'bounced');
    await world.deliver();
    const bounced = (await world.webhooks()).at(-1) as { data: object };

    await world.apply({ ...bounced, data: { ...bounced.data, email_id: 'another' } });
    await world.apply({ ...bounced, data: { ...bounced.data, tags: { tenant: 'biz_somebody' } } });

    expect(await stopsOf(world)).toEqual([]);
    expect(await world.alert()).toMatchObject({ state: 'sent' });
  });
});
