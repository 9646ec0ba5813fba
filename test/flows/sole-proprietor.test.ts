import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { book, lookUp, useTool } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const MOBILE = '+15125550177';
const CUSTOMER = '+15125550187';
const ANN = {
  legalName: 'Ann Lee',
  displayName: 'Ann Lee Heating',
  firstName: 'Ann',
  lastName: 'Lee',
  street: '100 Congress Ave',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
  phone: '+15125550199',
  mobilePhone: MOBILE,
  email: 'ann@lee.example',
  vertical: 'CONSTRUCTION',
};

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld(undefined, { store: 'memory' });
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

describe('a sole proprietor [O1] [N1]', () => {
  it('proves their phone to the registry, and who was booked meanwhile is texted once carriers agree', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const rows = async () =>
      (await world.rows()).filter(({ pk }) => String(pk).startsWith(`BIZ#${onboarding.businessId}#`));
    const text = async () => (await rows()).find(({ sk }) => String(sk).includes('#TEXT#'));
    const sent = () => world.telnyx.texts().filter(({ to }) => to === CUSTOMER);

    const call = await world.retell.placeCall({ from: CUSTOMER, to: number });
    const service = 'Repair';
    const [slot] = await lookUp(call, { service });
    const booked = await book({ customerPhone: CUSTOMER }, call, { slot, differing: { service } });
    const asked = await useTool(call, 'send_booking_sms', { booking_id: booked.result.booking_id });
    call.hangUp();
    expect(booked.result.ok).toBe(true);
    expect(asked.result).toMatchObject({ ok: false });
    expect(asked.result.say).toContain('note down your confirmation code');
    await eventually('the text to be held', async () =>
      expect(await text()).toMatchObject({ state: 'suppressed', suppressedBecause: 'not_registered' }),
    );

    await onboarding.say('/texting', ANN);
    const waiting = await onboarding.until('texting', { waitsFor: 'pin' });
    expect(waiting.says).toContain(MOBILE.slice(-4));
    const pin = world.telnyx.pins().findLast(({ phone }) => phone === MOBILE)?.pin ?? '';
    await onboarding.say('/texting/pin/code', { pin: pin === '000000' ? '000001' : '000000' });
    await onboarding.until('texting', { problem: 'pin_wrong' });
    expect(sent()).toEqual([]);
    await onboarding.say('/texting/pin/code', { pin });
    await onboarding.until('texting', { state: 'done' });

    await eventually('the text to arrive', async () =>
      expect(await text()).toMatchObject({ state: 'delivered' }),
    );
    expect(sent()).toMatchObject([{ from: number, status: 'delivered' }]);
    expect(world.telnyx.pins()).toHaveLength(1);
    expect(JSON.stringify(await rows())).not.toContain(pin);
  });
});
