import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import { reported } from '../../../functions/domain/text/report.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { AT, aClaimed, aTextRow, occasion } from '../../support/text-rows.ts';

const NOW = MONDAY_MORNING;

describe('what text rows announce', () => {
  let table: LocalTable;
  const parts = () => aTextRow(table);

  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterAll(async () => {
    await table.stop();
  });

  it('wake by themselves with a readable event until nothing is to be done any more', async () => {
    const { text, texts, rowOf } = parts();

    const claimed = await aClaimed(texts, text);
    const unfinished = await rowOf();
    const sent = step.accepted(claimed, 'message-1', NOW);
    await texts.move(claimed, sent);
    const unheardOf = await rowOf();
    const delivered = { messageId: 'message-1', status: 'delivered', at: AT };
    await texts.move(sent, reported(sent, delivered, NOW) ?? sent);
    const settled = await rowOf();

    expect(CloudGreetEvent.parse(unfinished?.wake)).toMatchObject({
      name: 'text.requested',
      textId: text.id,
    });
    expect(unfinished).toMatchObject({
      duePk: 'DUE#2026-11-23T15:01',
      wakeEverySeconds: 60,
      dueSk: expect.stringMatching(/^2026-11-23T15:01:00\.000Z#evt_/),
    });
    expect(CloudGreetEvent.parse(unheardOf?.event)).toMatchObject({ name: 'text.sent' });
    expect(unheardOf).toMatchObject({ wake: { name: 'text.requested' }, duePk: 'DUE#2026-11-23T16:15' });
    expect(settled).not.toHaveProperty('wake');
    expect(CloudGreetEvent.parse(settled?.event)).toMatchObject({ name: 'text.delivered' });
  });

  it('ask at once only when that is wanted', async () => {
    const quiet = parts();
    const loud = parts();

    await quiet.texts.create(quiet.text, { announced: false });
    await loud.texts.create(loud.text, { announced: true });

    expect(await quiet.rowOf()).not.toHaveProperty('event');
    expect(await loud.rowOf()).toMatchObject({ event: { name: 'text.requested' }, wake: expect.anything() });
  });

  it('say nothing more once they are suppressed', async () => {
    const { text, texts, rowOf } = parts();
    const claimed = await aClaimed(texts, text);

    await texts.move(claimed, step.suppressed(claimed, 'too_late', NOW));

    for (const mark of ['duePk', 'dueSk', 'wake', 'event']) expect(await rowOf()).not.toHaveProperty(mark);
  });

  it('say of a text of unknown end that it is one, and wake no more', async () => {
    const { text, texts, rowOf } = parts();
    const claimed = await aClaimed(texts, text);

    await texts.move(claimed, step.uncertain(claimed, NOW));

    const row = await rowOf();
    expect(CloudGreetEvent.parse(row?.event)).toMatchObject({ name: 'text.uncertain', textId: text.id });
    expect(row).toMatchObject({ state: 'uncertain', duePk: expect.any(String) });
    expect(row).not.toHaveProperty('wake');
  });

  it('wait at another time for a receipt, or no longer, without saying again what they have said', async () => {
    const { text, texts, rowOf } = parts();
    const claimed = await aClaimed(texts, text);
    const sent = step.accepted(claimed, 'message-1', NOW);
    await texts.move(claimed, sent);
    const { event } = (await rowOf()) ?? {};

    const later = step.lookedFor(sent, NOW);
    await texts.move(sent, later);
    const postponed = await rowOf();
    const report = { messageId: 'message-1', status: 'delivery_unconfirmed', at: AT };
    await texts.move(later, reported(later, report, NOW) ?? later);

    expect(postponed).toMatchObject({ event, wake: expect.anything(), duePk: 'DUE#2026-11-23T16:00' });
    expect(await rowOf()).toMatchObject({ event, state: 'sent', report: { rank: 2 } });
    for (const mark of ['dueAt', 'duePk', 'dueSk', 'wake']) expect(await rowOf()).not.toHaveProperty(mark);
  });

  it('survive that the release function moves their due time meanwhile', async () => {
    const { text, texts } = parts();
    const claimed = await aClaimed(texts, text);
    await table.db.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.text(text.businessId, text.appointmentId, text.id),
        UpdateExpression: 'SET dueSk = :later',
        ExpressionAttributeValues: { ':later': '2026-11-23T15:09:00.000Z#evt_later' },
      }),
    );

    expect(await texts.move(claimed, step.accepted(claimed, 'message-1', NOW))).toBe('moved');
  });

  it('do not say again what they have said when a report adds nothing to it', async () => {
    const { text, texts, rowOf } = parts();
    const claimed = await aClaimed(texts, text);
    const sent = step.accepted(claimed, 'message-1', NOW);
    await texts.move(claimed, sent);
    await table.db.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.text(text.businessId, text.appointmentId, text.id),
        UpdateExpression: 'REMOVE duePk, dueSk',
      }),
    );
    const report = { messageId: 'message-1', status: 'sent', at: AT };

    const told = reported(sent, report, NOW) ?? sent;
    await texts.move(sent, told, { occasion: occasion(`quiet-${text.businessId}`) });

    expect(await texts.find(text)).toEqual(told);
    expect(told).toMatchObject({ report: { status: 'sent', rank: 1 } });
    expect(await rowOf()).not.toHaveProperty('duePk');
  });

  it('keep what they still have to say when a report adds nothing to it', async () => {
    const { text, texts, rowOf } = parts();
    const claimed = await aClaimed(texts, text);
    const sent = step.accepted(claimed, 'message-1', NOW);
    await texts.move(claimed, sent);
    const before = await rowOf();

    await texts.move(sent, reported(sent, { messageId: 'message-1', status: 'sent', at: AT }, NOW) ?? sent);

    const { duePk, dueSk, event } = before ?? {};
    expect(await rowOf()).toMatchObject({ duePk, dueSk, event, epoch: sent.epoch + 1 });
  });
});
