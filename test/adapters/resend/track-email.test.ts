import { describe, expect, it } from 'vitest';
import type { EmailOutcome } from '../../../scripts/local/vendors/resend/email-events.ts';
import { anAlertWorld } from '../../support/alert-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const HOUR = 3_600_000;

describe("the owner's e-mail, once it is sent,", () => {
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
