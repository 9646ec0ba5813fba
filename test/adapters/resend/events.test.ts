import { describe, expect, it } from 'vitest';
import { readResendEvent } from '../../../functions/adapters/resend/events.ts';
import { fixturesNote, hasFixtures, readFixture } from '../../local/vendors/fixtures.ts';

const AT = '2026-11-23T15:05:00.000Z';
const tags = {
  kind: 'booking_alert',
  business: 'biz_apexhvac01',
  appointment: 'apt_danareyes01',
  alert: 'alr_danareyes01',
};
const read = (body: unknown) => readResendEvent(body, AT);

type Body = { data: object };
const ours = (name: string) => {
  const body = readFixture(`resend/${name}.json`) as Body;
  return { ...body, data: { ...body.data, tags } };
};

describe.skipIf(!hasFixtures)(`Resend's own examples${fixturesNote}`, () => {
  it.each([
    ['email.sent', undefined],
    ['email.delivered', undefined],
    ['email.delivery_delayed', undefined],
    ['email.complained', undefined],
    ['email.bounced', 'Permanent/General'],
    ['email.failed', 'reached_daily_quota'],
    ['email.suppressed', 'OnAccountSuppressionList/previous_bounce'],
  ])('are read as reports on an e-mail of ours (%s)', (name, because) => {
    expect(read(ours(name))).toMatchObject({
      kind: 'email-report',
      email: { emailId: '56761188-7520-42d8-8898-ff6fc54ce618', status: name, because },
      purpose: {
        businessId: 'biz_apexhvac01',
        appointmentId: 'apt_danareyes01',
        alertId: 'alr_danareyes01',
      },
    });
  });

  it('of an e-mail that is not ours are only stored', () => {
    expect(read(readFixture('resend/email.delivered.json'))).toMatchObject({ kind: 'stored-only' });
  });
});

describe('a Resend event', () => {
  const event = (differing: object = {}) => ({
    type: 'email.delivered',
    created_at: '2026-11-23T15:00:43.010Z',
    data: { email_id: 'email-1', tags },
    ...differing,
  });
  const eventIdOf = (body: unknown) => read(body).occasion.eventId;

  it('has an id of its own by kind, e-mail and instant, the same when it is repeated', () => {
    const id = eventIdOf(event());

    expect(eventIdOf(structuredClone(event()))).toBe(id);
    expect(eventIdOf(event({ type: 'email.sent' }))).not.toBe(id);
    expect(eventIdOf(event({ created_at: '2026-11-23T15:00:44.010Z' }))).not.toBe(id);
    expect(eventIdOf(event({ data: { email_id: 'email-2', tags } }))).not.toBe(id);
  });

  it('with tags that are no ids of ours is only stored', () => {
    const stranger = event({ data: { email_id: 'email-1', tags: { ...tags, alert: '../secret' } } });

    expect(read(stranger)).toMatchObject({ kind: 'stored-only' });
  });

  it('of another kind is only stored', () => {
    expect(read(event({ type: 'domain.updated', data: { id: 'd1' } }))).toMatchObject({
      kind: 'stored-only',
      occasion: { vendor: 'resend', type: 'domain.updated' },
    });
  });

  it.each([
    ['no type', event({ type: undefined })],
    ['no instant', event({ created_at: 'yesterday' })],
    ['no data', event({ data: undefined })],
    ['a text', 'email.delivered'],
  ])('is refused, not dropped, with %s', (_what, body) => {
    expect(() => read(body)).toThrow('malformed_request');
  });
});
