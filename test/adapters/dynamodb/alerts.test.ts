import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAlerts } from '../../../functions/adapters/dynamodb/alerts.ts';
import { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import type { AlertId, BusinessId } from '../../../functions/contracts/ids.ts';
import { bookingAlert } from '../../../functions/domain/alert/alert.ts';
import * as step from '../../../functions/domain/alert/alert-steps.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { anAppointment, MONDAY_MORNING } from '../../support/builders.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

const NOW = MONDAY_MORNING;
const AT = new Date(NOW).toISOString();
const email = { to: 'owner@apexhvac.example', subject: 'New booking', html: '<p>x</p>', text: 'x' };
const occasion = (eventId: string) =>
  ({ vendor: 'resend', eventId, type: 'email.sent', receivedAt: AT }) as const;

describe('alert rows [N3]', () => {
  const ids = derivedIds(hashing);
  let table: LocalTable;
  let serial = 0;
  const parts = () => {
    serial += 1;
    const businessId = `biz_alertrows${serial}` as BusinessId;
    const alert = bookingAlert(ids, anAppointment({ businessId }), AT);
    const row = async () => (await table.rows()).find(({ pk }) => String(pk).includes(`${businessId}#`));
    return { alert, row, alerts: dynamoAlerts(table, ids, waiting) };
  };

  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterAll(async () => {
    await table.stop();
  });

  it('are written once: who comes second gets the row of the first', async () => {
    const { alert, alerts } = parts();

    await alerts.create(alert);
    const again = await alerts.create({ ...alert, requestedAt: '2026-11-24T00:00:00.000Z' });

    expect(again).toEqual(alert);
    expect(await alerts.find(alert)).toEqual(alert);
  });

  it('wake by themselves with a readable event until they are settled', async () => {
    const { alert, alerts, row } = parts();
    await alerts.create(alert);
    const claimed = step.claimed(alert, email, NOW);

    await alerts.move(alert, claimed);
    const unfinished = await row();
    await alerts.move(claimed, step.accepted(claimed, 'email-1', NOW));
    const settled = await row();

    expect(CloudGreetEvent.parse(unfinished?.wake)).toMatchObject({
      name: 'alert.requested',
      alertId: alert.id,
    });
    expect(unfinished).toMatchObject({ duePk: 'DUE#2026-11-23T15:01', wakeEverySeconds: 60 });
    for (const mark of ['duePk', 'dueSk', 'wake']) expect(settled).not.toHaveProperty(mark);
  });

  it('are claimed by one of many at once', async () => {
    const { alert, alerts } = parts();
    await alerts.create(alert);

    const claims = await Promise.all(
      Array.from({ length: 10 }, () => alerts.move(alert, step.claimed(alert, email, NOW))),
    );

    expect(claims.filter((claim) => claim === 'moved')).toHaveLength(1);
  });

  it('move with an occasion once, and do not use it up when they have changed', async () => {
    const { alert, alerts } = parts();
    await alerts.create(alert);
    const claimed = step.claimed(alert, email, NOW);
    const event = occasion(`alert-${alert.businessId}`);

    expect(await alerts.move(claimed, claimed, event)).toBe('changed');
    expect(await alerts.move(alert, claimed, event)).toBe('moved');
    expect(await alerts.move(claimed, { ...claimed, epoch: 7 }, event)).toBe('repeated');
    expect(await alerts.find(alert)).toEqual(claimed);
  });

  it('are found only under their own id', async () => {
    const { alert, alerts } = parts();
    await alerts.create(alert);

    expect(await alerts.find({ ...alert, id: 'alr_another' as AlertId })).toBeUndefined();
  });
});
