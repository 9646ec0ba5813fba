import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { MessageStatus } from '../../../functions/domain/text/ports.ts';
import { reported } from '../../../functions/domain/text/report.ts';
import { confirmationText, isSettled, type Text } from '../../../functions/domain/text/text.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { anAppointment, MONDAY_MORNING } from '../../support/builders.ts';

const NOW = MONDAY_MORNING;
const text = confirmationText(derivedIds(hashing), anAppointment(), new Date(NOW).toISOString());
const message = { from: '+15125550142', to: '+15125550187', body: 'Hi', messagingProfileId: 'profile' };
const sending = step.claimed(text, message, NOW);

const STATUSES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'delivery_unconfirmed',
  'delivery_failed',
  'sending_failed',
  'expired',
  'made_up',
  'constructor',
];
const aReport = fc.record({
  messageId: fc.constant('message-1'),
  status: fc.constantFrom(...STATUSES),
  at: fc.integer({ min: 0, max: 5 }).map((second) => new Date(NOW + second * 1000).toISOString()),
});
const applyAll = (start: Text, reports: readonly MessageStatus[]): Text =>
  reports.reduce((now, report) => reported(now, report, NOW) ?? now, start);

describe('reports on a text [N1]', () => {
  it('lead to the same end in whatever order and however often they come', () => {
    void fc.assert(
      fc.property(
        fc.uniqueArray(aReport, { selector: ({ at }) => at, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (reports, chance) => {
          const shuffled = [...reports, ...reports]
            .map((report) => ({ report, place: chance.next().value }))
            .sort((one, other) => one.place - other.place)
            .map(({ report }) => report);
          const { state, report } = applyAll(sending, shuffled);
          const expected = applyAll(sending, reports);

          expect({ state, report }).toEqual({ state: expected.state, report: expected.report });
        },
      ),
    );
  });

  it('send no second text to somebody who is said to have got the first', () => {
    const at = (second: number) => new Date(NOW + second * 1000).toISOString();
    const arrived: MessageStatus = { messageId: 'message-1', status: 'delivered', at: at(1) };
    const failed = {
      messageId: 'message-1',
      status: 'delivery_failed',
      at: at(2),
      errorCode: '40005',
      failure: 'passing',
    } as const;

    expect(applyAll(sending, [failed])).toMatchObject({ state: 'requested' });
    expect(applyAll(sending, [arrived, failed])).toMatchObject({ state: 'failed', failedBecause: '40005' });
  });

  it('never take a text back from its end', () => {
    void fc.assert(
      fc.property(fc.array(aReport, { maxLength: 8 }), (reports) => {
        let now: Text = sending;
        for (const report of reports) {
          const next = reported(now, report, NOW);
          if (!next) continue;
          expect(next.report?.rank ?? 0).toBeGreaterThanOrEqual(now.report?.rank ?? 0);
          expect(isSettled(next)).toBe(true);
          expect(next.epoch).toBe(now.epoch + 1);
          now = next;
        }
      }),
    );
  });

  it('of another message change nothing', () => {
    const sent = step.accepted(sending, 'message-1', NOW);
    const report = { messageId: 'message-2', status: 'delivered', at: new Date(NOW).toISOString() };

    expect(reported(sent, report, NOW)).toBeUndefined();
  });
});

describe('the steps of a text [N1]', () => {
  it('all raise the epoch, so that of two writers one goes on', () => {
    const steps = [
      step.claimed(sending, message, NOW),
      step.accepted(sending, 'message-1', NOW),
      step.postponed(sending, NOW),
      step.suppressed(sending, 'too_late', NOW),
      step.failed(sending, '40001', NOW),
      step.uncertain(sending, NOW),
      step.lookedFor(sending, NOW),
      step.consented(sending, NOW),
    ];

    expect(steps.map(({ epoch }) => epoch)).toEqual(steps.map(() => sending.epoch + 1));
  });

  it('leave something due exactly while something is to be done', () => {
    const unfinished = [sending, step.postponed(sending, NOW), step.lookedFor(sending, NOW)];
    const settled = [
      step.suppressed(sending, 'too_late', NOW),
      step.failed(sending, '40001', NOW),
      step.uncertain(sending, NOW),
    ];

    for (const one of unfinished) expect([isSettled(one), one.dueAt !== undefined]).toEqual([false, true]);
    for (const one of settled) expect([isSettled(one), one.dueAt !== undefined]).toEqual([true, false]);
  });

  it('leave a text that was sent due once its receipt is missing, an hour and a quarter later', () => {
    const sent = step.accepted(sending, 'message-1', NOW);

    expect([isSettled(sent), sent.dueAt]).toEqual([true, new Date(NOW + 75 * 60_000).toISOString()]);
  });

  it('make a text due now when consent comes late, because a minute that is over is not looked at again', () => {
    const later = NOW + 600_000;

    expect(step.consented(text, later).dueAt).toBe(new Date(later).toISOString());
  });

  it('bring back what was held back for want of consent, and nothing else', () => {
    const revived = (because: NonNullable<Text['suppressedBecause']>) =>
      step.consented(step.suppressed(text, because, NOW), NOW).state;

    expect(revived('no_consent')).toBe('requested');
    expect(revived('opted_out')).toBe('requested');
    expect(revived('too_late')).toBe('suppressed');
    expect(revived('appointment_cancelled')).toBe('suppressed');
  });
});
