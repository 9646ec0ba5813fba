import { describe, expect, it } from 'vitest';
import { readTelnyxEvent } from '../../../functions/adapters/telnyx/events.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { fixturesNote, hasFixtures, readFixture } from '../../local/vendors/fixtures.ts';

const AT = '2026-11-23T15:05:00.000Z';
const read = (body: unknown) => readTelnyxEvent(hashing)(body, AT);
const wrapped = (type: string, payload: object) => ({
  data: { id: 'event-1', event_type: type, occurred_at: '2026-11-23T15:02:00.123456Z', payload },
});

describe.skipIf(!hasFixtures)(`Telnyx's own examples of calls, numbers and 10DLC [V1]${fixturesNote}`, () => {
  it('are read as the steps of a call', () => {
    const about = {
      kind: 'call-leg',
      legId: '63e33fb6-e29f-11ee-815b-02420a0d0870',
      from: '+15125550187',
      to: '+15125550142',
      about: {
        sessionId: '63dcc852-e29f-11ee-ab82-02420a0d0870',
        connectionId: '2386325531927775048',
        startedAt: '2026-11-23T15:00:00.000Z',
      },
    };

    expect(read(readFixture('telnyx/call.initiated.json'))).toMatchObject({
      ...about,
      step: 'initiated',
      direction: 'incoming',
      details: { attestation: 'A' },
    });
    expect(read(readFixture('telnyx/call.answered.json'))).toMatchObject({
      ...about,
      step: 'answered',
      at: '2026-11-23T15:00:02.100Z',
    });
    expect(read(readFixture('telnyx/call.hangup.json'))).toMatchObject({
      ...about,
      step: 'hangup',
      details: { cause: 'normal_clearing', source: 'callee', sipCause: '200' },
    });
    expect(read(readFixture('telnyx/call.hangup.missed_caller_gave_up.json'))).toMatchObject({
      details: { cause: 'originator_cancel', source: 'caller', sipCause: '487' },
    });
    expect(read(readFixture('telnyx/call.hangup.missed_trunk_failed.json'))).toMatchObject({
      details: { cause: 'unspecified', sipCause: '503' },
    });
  });

  it('are read as an order of numbers, and whose it claims to be', () => {
    expect(read(readFixture('telnyx/number_order.complete.json'))).toMatchObject({
      kind: 'provision',
      what: 'number-order',
      id: '12ade33a-21c0-473b-b055-b3c836e1c292',
      at: '2026-11-23T14:50:02.000Z',
      details: {
        status: 'success',
        requirementsMet: true,
        numbers: [{ number: '+15125550142', status: 'success' }],
      },
      names: { numbers: ['+15125550142'], orderId: '12ade33a-21c0-473b-b055-b3c836e1c292' },
      claimedBusinessId: 'biz_01JDB6V7Q2',
    });
  });

  it('are read as news of a 10DLC campaign, though they have no envelope, id or time', () => {
    const flat = readFixture('telnyx/10dlc.campaign_status.json') as Record<string, unknown>;
    const fact = read(flat);

    expect(fact).toMatchObject({
      kind: 'provision',
      what: 'campaign',
      id: '4b300178-131c-d902-d54e-72d90ba1620j',
      at: AT,
      aspect: 'TELNYX_REVIEW',
      details: { status: 'ACCEPTED', isTMobileRegistered: true },
      names: { brandId: '4b20017a-6a1e-9c1d-5a55-72d90ba16200' },
      occasion: { eventId: expect.stringMatching(/^10dlc:[a-z2-7]{26}$/), type: '10dlc.campaign.update' },
    });
    expect(read(flat)).toEqual(fact);
    expect(read({ ...flat, status: 'DORMANT' })).not.toMatchObject({
      occasion: { eventId: (fact as { occasion: { eventId: string } }).occasion.eventId },
    });
  });
});

describe('a Telnyx event that is of no text [V1]', () => {
  it.each([
    [
      '10dlc.brand.update',
      { brandId: 'brand-1', eventType: 'BRAND_ADD', status: 'success' },
      'brand',
      'brand-1',
    ],
    [
      '10dlc.campaign.update',
      { campaignId: 'c-1', type: 'MNO_REVIEW', status: 'REJECTED' },
      'campaign',
      'c-1',
    ],
    [
      '10dlc.phone_number.update',
      { campaignId: 'c-1', phoneNumber: '+15125550142', type: 'ASSIGNMENT', status: 'ADDED' },
      'number-assignment',
      '+15125550142',
    ],
  ])('of 10DLC may come in the envelope, with a time of its own (%s)', (type, told, what, id) => {
    expect(read(wrapped(type, told))).toMatchObject({
      kind: 'provision',
      what,
      id,
      at: '2026-11-23T15:02:00.123Z',
      details: { status: told.status },
      occasion: { eventId: 'event-1', type },
    });
  });

  it.each([
    ['a call without a leg', 'call.hangup', { from: '+15125550187', to: '+15125550142' }],
    ['an order without a status', 'number_order.complete', { id: 'order-1' }],
    ['a campaign without a name', '10dlc.campaign.update', { status: 'ACCEPTED' }],
  ])('is refused, not dropped, where it is %s', (_what, type, told) => {
    expect(() => read(wrapped(type, told))).toThrow('malformed_request');
  });
});
