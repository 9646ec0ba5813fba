import { describe, expect, it } from 'vitest';
import { readTelnyxEvent } from '../../../functions/adapters/telnyx/events.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { fixturesNote, hasFixtures, readFixture } from '../../local/vendors/fixtures.ts';

const AT = '2026-11-23T15:05:00.000Z';
const read = (body: unknown) => readTelnyxEvent(hashing)(body, AT);

const payload = {
  record_type: 'message',
  direction: 'inbound',
  id: 'message-1',
  text: 'Hello',
  from: { phone_number: '+15125550187' },
  to: [{ phone_number: '+15125550142', status: 'webhook_delivered' }],
};
const received = (differing: object = {}, type = 'message.received') => ({
  data: {
    id: 'event-1',
    event_type: type,
    occurred_at: '2026-11-23T15:02:00.123456Z',
    payload: { ...payload, ...differing },
  },
  meta: { attempt: 1 },
});

describe.skipIf(!hasFixtures)(`Telnyx's own examples${fixturesNote}`, () => {
  it('are read as a text that came in', () => {
    expect(read(readFixture('telnyx/message.received.json'))).toEqual({
      kind: 'text-received',
      occasion: {
        vendor: 'telnyx',
        eventId: 'bf6307bd-884d-4c1f-b6ea-c62b8c495d3c',
        type: 'message.received',
        receivedAt: AT,
      },
      messageId: '7ee4241c-f127-47e5-9c34-3aac291f8058',
      from: '+15125550187',
      to: '+15125550142',
      body: 'Can we make it 10 instead?',
      sentAt: '2026-11-23T15:02:00.000Z',
      vendorConsent: undefined,
      isAnswered: false,
    });
  });

  it('say that Telnyx took a STOP for one', () => {
    expect(read(readFixture('telnyx/message.received.stop.json'))).toMatchObject({
      body: 'STOP',
      vendorConsent: 'opted_out',
      isAnswered: true,
    });
  });

  it('are read as reports on a text of ours', () => {
    expect(read(readFixture('telnyx/message.sent.json'))).toMatchObject({
      kind: 'text-report',
      from: '+15125550142',
      to: '+15125550187',
      message: {
        messageId: '40385f64-5717-4562-b3fc-2c963f66afa6',
        status: 'sent',
        at: '2026-11-23T15:01:00.400Z',
      },
    });
    expect(read(readFixture('telnyx/message.finalized.json'))).toMatchObject({
      message: { status: 'delivered' },
    });
    expect(read(readFixture('telnyx/message.finalized.failed.json'))).toMatchObject({
      message: { status: 'delivery_failed', errorCode: '40008' },
    });
  });
});

describe('a Telnyx event', () => {
  it('F-WH-3: is read under data.payload and nowhere else', () => {
    const flat = { id: 'event-1', event_type: 'message.received', from: '+15125550187', text: 'STOP' };

    expect(() => read(flat)).toThrow('malformed_request');
    expect(() => read({ data: { ...received().data, payload: undefined, ...payload } })).toThrow(
      'malformed_request',
    );
  });

  it('keeps instants to the millisecond, so that they compare as texts', () => {
    expect(read(received())).toMatchObject({ sentAt: '2026-11-23T15:02:00.123Z' });
  });

  it('of half an emoji is a text all the same, as tables take it', () => {
    expect(read(received({ text: 'STOP \ud83d' }))).toMatchObject({ body: 'STOP \ufffd' });
  });

  it('may come from a short code and without words', () => {
    const event = received({ from: { phone_number: '72975' }, text: null });

    expect(read(event)).toMatchObject({ kind: 'text-received', from: '72975', body: '' });
  });

  it('of a kind we do not know is stored', () => {
    expect(read(received({}, 'message.cosmic'))).toMatchObject({
      kind: 'stored-only',
      occasion: { eventId: 'event-1', type: 'message.cosmic' },
    });
  });

  it.each([
    ['no recipient', received({ to: [] })],
    ['no sender', received({ from: undefined })],
    ['no id', received({ id: '' })],
    ['no envelope', payload],
    ['a list', []],
    ['nothing', null],
  ])('is refused, not dropped, with %s', (_what, body) => {
    expect(() => read(body)).toThrow('malformed_request');
  });

  it.each([
    ['40300', 'opted_out'],
    ['40001', 'untextable'],
    ['40004', 'passing'],
    ['40006', 'passing'],
    ['40002', 'final'],
    ['40008', 'final'],
    ['49999', 'final'],
    ['constructor', 'final'],
  ])('says what a failure asks of us (%s)', (code, failure) => {
    const failed = {
      direction: 'outbound',
      to: [{ phone_number: '+15125550187', status: 'delivery_failed' }],
    };

    expect(read(received({ ...failed, errors: [{ code }] }, 'message.finalized'))).toMatchObject({
      message: { errorCode: code, failure },
    });
  });

  it.each([
    ['STOP', true, 'opted_out'],
    ['START', true, 'opted_in'],
    ['HELP', true, undefined],
    ['OPTOUT_AS_CONFIGURED', true, undefined],
    [null, false, undefined],
    [undefined, false, undefined],
  ])('says whether Telnyx has answered by itself (%s)', (autoresponse, isAnswered, vendorConsent) => {
    expect(read(received({ autoresponse_type: autoresponse }))).toMatchObject({ isAnswered, vendorConsent });
  });

  it('does not take a name from the prototype for consent', () => {
    expect(read(received({ autoresponse_type: 'constructor' }))).toMatchObject({ vendorConsent: undefined });
  });
});
