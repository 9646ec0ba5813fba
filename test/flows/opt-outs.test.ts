import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { book, useTool } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const number = ({ business }: FlowBusiness) => String(business.numbers[0]);
const textUs = async (business: FlowBusiness, text: string, from = business.customerPhone) => {
  world.telnyx.receiveText({ from, to: number(business), text });
  await world.atRest();
};
const bookBy = async (business: FlowBusiness, from: string) => {
  const call = await business.call({ from });
  const booked = await book(business, call, { differing: { customer_phone: from } });
  call.hangUp();
  await world.atRest();
  return booked.result;
};
const wordsTo = (business: FlowBusiness) => business.sentTexts().map(({ text }) => text);

describe('words about texting, from the phone to the phone [N1]', () => {
  it('answers HELP where Telnyx does not, confirms REVOKE once, and leaves STOP and START to Telnyx', async () => {
    const business = await world.aBusiness();
    const help = expect.stringContaining('for help. Reply STOP to opt out.');
    const confirmed = expect.stringContaining('You are opted out');

    await textUs(business, 'HELP');
    await textUs(business, 'Info');
    await textUs(business, 'info please');
    await textUs(business, 'INFO');
    const afterHelp = wordsTo(business);
    await textUs(business, 'Revoke');
    await textUs(business, 'opt out');
    await textUs(business, 'STOP');
    const afterStop = wordsTo(business);
    await bookBy(business, business.customerPhone);
    const whileOut = wordsTo(business);
    await textUs(business, 'START');
    await bookBy(business, business.customerPhone);

    expect(afterHelp).toEqual([help]);
    expect(afterStop).toEqual([help, confirmed]);
    expect(whileOut).toEqual(afterStop);
    expect(wordsTo(business)).toEqual([help, confirmed, expect.stringContaining('Confirmation code')]);
    expect(world.telnyx.autoresponses().map(({ keyword }) => keyword)).toEqual(['HELP', 'STOP', 'START']);
    expect(await business.replies()).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
    expect(business.sentTexts().map(({ parts }) => parts)).toEqual([1, 1, 1]);
  });

  it('F-SMS-3: a STOP to one of two businesses with profiles of their own does not block the other', async () => {
    const [apex, polar] = [await world.aBusiness(), await world.aBusiness()];
    const customer = apex.customerPhone;

    await textUs(apex, 'STOP');
    await bookBy(apex, customer);
    await bookBy(polar, customer);

    expect(world.telnyx.optOuts().filter(({ phone }) => phone === customer)).toEqual([
      { profileId: apex.business.messaging.messagingProfileId, phone: customer },
    ]);
    expect(apex.sentTexts()).toEqual([]);
    expect(await apex.texts()).toMatchObject([{ state: 'suppressed', suppressedBecause: 'opted_out' }]);
    expect(polar.sentTexts()).toMatchObject([{ to: customer, status: 'delivered' }]);
  });

  it('F-SMS-1: a STOP between the booking and its text wins, and the tool sends none either', async () => {
    const business = await world.aBusiness();
    await world.cloud.functions.pause('workers/send-confirmation');
    const call = await business.call();
    const booked = await book(business, call);
    world.telnyx.receiveText({ from: business.customerPhone, to: number(business), text: 'Stop.' });
    await world.telnyx.webhooks.idle();
    await expect
      .poll(async () => (await business.rows()).some(({ state }) => state === 'opted_out'), {
        timeout: 30_000,
      })
      .toBe(true);

    const refused = await useTool(call, 'send_booking_sms', { booking_id: booked.result.booking_id });
    call.hangUp();
    world.cloud.functions.resume('workers/send-confirmation');
    await world.atRest();

    expect(refused.result).toMatchObject({ ok: false, code: 'customer_opted_out' });
    expect(await business.texts()).toMatchObject([{ state: 'suppressed', suppressedBecause: 'opted_out' }]);
    expect(wordsTo(business)).toEqual([expect.stringContaining('You are opted out')]);
  });
});

describe('what Telnyx tells besides texts, over the wire [V1]', () => {
  it('stores the legs of calls, orders of numbers and 10DLC under the business that they belong to', async () => {
    const business = await world.aBusiness();
    const answered = world.telnyx.ring({ from: business.customerPhone, to: number(business) });
    answered.answer();
    answered.hangUp();
    world.telnyx.completeOrder({ numbers: [number(business)], reference: `${business.id}:num_1` });
    world.telnyx.tellRegistration({
      phoneNumber: number(business),
      campaignId: 'campaign-flow',
      type: 'ASSIGNMENT',
      status: 'ADDED',
    });
    await world.atRest();

    expect(await business.legs()).toMatchObject([
      {
        id: answered.legId,
        initiated: { direction: 'incoming' },
        answered: expect.anything(),
        hangup: { cause: 'normal_clearing' },
      },
    ]);
    const rows = await business.rows();
    expect(rows.filter(({ pk }) => pk === `BIZ#${business.id}#NUMBERS`)).toMatchObject([
      { kind: 'number-assignment', 'said:ASSIGNMENT': { status: 'ADDED' } },
      { kind: 'number-order', 'said:order': { status: 'success' } },
    ]);
  });

  it('sets aside what is told of a campaign that nobody has', async () => {
    world.telnyx.tellRegistration({ campaignId: 'campaign-nobody', status: 'REJECTED' });
    await world.atRest();

    expect((await world.rows()).filter(({ pk }) => pk === 'QUARANTINE')).toMatchObject([
      { awaits: 'campaign:campaign-nobody', vendor: 'telnyx', type: '10dlc.campaign.update' },
    ]);
  });
});
