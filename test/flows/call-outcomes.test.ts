import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../functions/domain/call/call.ts';
import { book, lookUp } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** The row of the call once Retell has told all of it. */
const told = (business: FlowBusiness, callId: string): Promise<Call> =>
  eventually('the call to be written down', async () => {
    const call = (await business.calls()).find(({ id }) => id === callId);
    if (!call || call.epoch < 3) throw new Error(`it is at report ${call?.epoch}`);
    return call;
  });

/** What a model could make of any call. */
const FLATTERY = { successful: true, custom: { outcome: 'booked', appointment: 'Tuesday at nine' } };

describe('what a call came to [V3]', () => {
  it('is booked, with the appointment', async () => {
    const business = await world.aBusiness();
    const call = await business.call();
    const { result } = await book(business, call);

    call.hangUp('user_hangup', { custom: { outcome: 'not interested' } });

    expect(await told(business, call.callId)).toMatchObject({
      outcome: 'booked',
      appointmentIds: [result.booking_id],
      tools: [
        { tool: 'lookup_availability', answer: 'ok' },
        { tool: 'book_appointment', answer: 'ok', appointmentId: result.booking_id },
      ],
    });
  });

  it('F-OPS-4: is refused for the loser of a race, whatever the model calls it', async () => {
    const business = await world.aBusiness();
    const [winner, loser] = [await business.call(), await business.call()];
    const [slot] = await lookUp(loser);
    await book(business, winner);
    const lost = await book(business, loser, slot && { slot });

    loser.hangUp('user_hangup', FLATTERY);

    expect(lost.result).toMatchObject({ ok: false, code: 'slot_taken' });
    expect(await told(business, loser.callId)).toMatchObject({
      outcome: 'refused',
      outcomeCode: 'slot_taken',
      appointmentIds: [],
    });
  });

  it('is booked though Retell never heard our answer', async () => {
    const business = await world.aBusiness();
    const call = await business.call();
    world.retell.faults.addQuestion({ type: 'book_appointment', effect: 'lose-answer', times: 2 });
    const { ok } = await book(business, call);

    call.hangUp();

    const [appointment] = await business.appointments();
    expect(ok).toBe(false);
    expect(appointment).toMatchObject({ status: 'booked', callId: call.callId });
    expect(await told(business, call.callId)).toMatchObject({
      outcome: 'booked',
      appointmentIds: [appointment?.id],
    });
  });

  it('is no more than words where no tool was asked', async () => {
    const business = await world.aBusiness();
    const call = await business.call();
    call.agentSays('Thanks for calling.');
    call.callerSays('Are you open on Sundays?');

    call.hangUp('user_hangup', FLATTERY);

    expect(await told(business, call.callId)).toMatchObject({
      outcome: 'no_tools',
      userSpoke: true,
      appointmentIds: [],
    });
  });

  it('is not_connected where nobody was reached', async () => {
    const business = await world.aBusiness();

    world.retell.missCall({ from: business.customerPhone, to: String(business.business.numbers[0]) });

    await eventually('the call to be written down', async () =>
      expect(await business.calls()).toMatchObject([
        { outcome: 'not_connected', disconnectionReason: 'concurrency_limit_reached' },
      ]),
    );
  });
});
