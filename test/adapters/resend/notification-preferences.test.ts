import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../../functions/contracts/api/people.ts';
import type { Notifications } from '../../../functions/domain/alert/notifications.ts';
import { changeSettings } from '../../../functions/domain/business/change-settings.ts';
import { anAlertWorld } from '../../support/alert-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const PERSON = '5b0d6f5e-0000-4000-8000-000000000001' as PersonId;
const MINUTE = 60_000;

type AlertWorld = Awaited<ReturnType<typeof anAlertWorld>>;

const choose = (world: AlertWorld, notifications: Notifications, version = 0) =>
  changeSettings(world.settings)(world.business.id, version, { notifications }, PERSON, world.clock.now());

describe('an owner who says what they want to hear of [N4]', () => {
  const { aWorld } = worldsOf(anAlertWorld);

  it('is sent nothing of a new appointment from the moment they say so, and the row says why', async () => {
    const world = await aWorld();
    await world.deliver();
    await choose(world, { newAppointment: [] });

    const alert = await world.bookAnother('apt_unwanted0000000000000001' as never);

    expect(world.posts()).toBe(1);
    expect(alert).toMatchObject({ state: 'suppressed', because: 'not_wanted' });
    expect(alert).not.toHaveProperty('wake');
  });

  it('is sent one again from the moment they want it again', async () => {
    const world = await aWorld();
    await choose(world, { newAppointment: [] });
    await choose(world, { newAppointment: ['email'] }, 1);

    await world.deliver();

    expect(world.posts()).toBe(1);
    expect(await world.alert()).toMatchObject({ state: 'sent' });
  });

  it('is not sent one that Resend could not take before they changed their mind', async () => {
    const world = await aWorld();
    world.resend.faults.add({ match: { method: 'POST' }, effect: 'refuse-503', times: 1 } as never);
    await world.deliver();
    const before = await world.alert();
    await choose(world, { newAppointment: [] });
    world.clock.pass(MINUTE);

    await world.wake();

    expect(before).toMatchObject({ state: 'requested', postponements: 1 });
    expect(world.resend.emails()).toEqual([]);
    expect(await world.alert()).toMatchObject({ state: 'suppressed', because: 'not_wanted' });
  });

  it('is not told that it was held back where Resend may have it, and is not sent it again', async () => {
    const world = await aWorld({ timeoutMs: 300 });
    world.resend.faults.add({ match: { method: 'POST' }, effect: 'error-500-after', times: 1 });
    await world.deliver();
    await choose(world, { newAppointment: [] });
    world.clock.pass(MINUTE);

    await world.wake();

    expect(world.posts()).toBe(1);
    expect(await world.alert()).toMatchObject({ state: 'uncertain' });
  });
});
