import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoConsents } from '../../../functions/adapters/dynamodb/consents.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { dynamoTexts } from '../../../functions/adapters/dynamodb/texts.ts';
import { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { reported } from '../../../functions/domain/text/report.ts';
import { confirmationText, type Text } from '../../../functions/domain/text/text.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { anAppointment, MONDAY_MORNING } from '../../support/builders.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

const NOW = MONDAY_MORNING;
const AT = new Date(NOW).toISOString();
const message = {
  from: '+15125550142',
  to: '+15125550187',
  body: 'You are booked.',
  messagingProfileId: 'profile',
};
const occasion = (eventId: string) =>
  ({ vendor: 'telnyx', eventId, type: 'message.sent', receivedAt: AT }) as const;

describe('text rows', () => {
  const ids = derivedIds(hashing);
  let table: LocalTable;
  let serial = 0;
  const parts = () => {
    serial += 1;
    const businessId = `biz_textrows${serial}` as BusinessId;
    const text = confirmationText(ids, anAppointment({ businessId }), AT);
    const rowOf = async (): Promise<Record<string, unknown> | undefined> =>
      (await table.rows()).find(({ pk, id }) => String(pk).includes(businessId) && id === text.id);
    return {
      text,
      rowOf,
      texts: dynamoTexts(table, ids, hashing, waiting),
      consents: dynamoConsents(table, ids),
    };
  };
  const aClaimed = async (texts: ReturnType<typeof parts>['texts'], text: Text) => {
    await texts.create(text, { announced: false });
    const claimed = step.claimed(text, message, NOW);
    await texts.claim(text, claimed);
    return claimed;
  };

  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterAll(async () => {
    await table.stop();
  });

  it('are written once: who comes second gets the row of the first', async () => {
    const { text, texts } = parts();

    const stored = await Promise.all([
      texts.create(text, { announced: false }),
      texts.create({ ...text, consentedAt: AT }, { announced: true }),
      texts.create(text, { announced: false }),
    ]);

    expect(new Set(stored.map(({ consentedAt }) => consentedAt)).size).toBe(1);
    expect(await texts.find(text)).toEqual(stored[0]);
  });

  it('wake by themselves with a readable event until they are settled', async () => {
    const { text, texts, rowOf } = parts();

    const claimed = await aClaimed(texts, text);
    const unfinished = await rowOf();
    await texts.move(claimed, step.accepted(claimed, 'message-1', NOW));
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
    expect(settled).not.toHaveProperty('wake');
    expect(CloudGreetEvent.parse(settled?.event)).toMatchObject({ name: 'text.sent' });
  });

  it('ask at once only when that is wanted', async () => {
    const quiet = parts();
    const loud = parts();

    await quiet.texts.create(quiet.text, { announced: false });
    await loud.texts.create(loud.text, { announced: true });

    expect(await quiet.rowOf()).not.toHaveProperty('event');
    expect(await loud.rowOf()).toMatchObject({ event: { name: 'text.requested' }, wake: expect.anything() });
  });

  it.each(['suppressed', 'uncertain'] as const)('say nothing more once they are %s', async (end) => {
    const { text, texts, rowOf } = parts();
    const claimed = await aClaimed(texts, text);

    await texts.move(
      claimed,
      end === 'suppressed' ? step.suppressed(claimed, 'too_late', NOW) : step.uncertain(claimed, NOW),
    );

    for (const mark of ['duePk', 'dueSk', 'wake', 'event']) expect(await rowOf()).not.toHaveProperty(mark);
  });

  it('are claimed by one of many at once', async () => {
    const { text, texts } = parts();
    await texts.create(text, { announced: false });

    const claims = await Promise.all(
      Array.from({ length: 10 }, () => texts.claim(text, step.claimed(text, message, NOW))),
    );

    expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
    expect(await texts.find(text)).toMatchObject({ state: 'sending', epoch: 1, handovers: 1 });
  });

  it('are not claimed for a number that has opted out, and stay as they were', async () => {
    const { text, texts, consents } = parts();
    await texts.create(text, { announced: false });
    await consents.record({ businessId: text.businessId, phone: message.to, state: 'opted_out', at: AT });

    const claim = await texts.claim(text, step.claimed(text, message, NOW));

    expect(claim).toBe('opted_out');
    expect(await texts.find(text)).toEqual(text);
  });

  it('take nothing from a worker that lost its claim', async () => {
    const { text, texts } = parts();
    const first = await aClaimed(texts, text);
    const second = step.claimed(first, message, NOW + 120_000);
    await texts.claim(first, second);

    const outcome = await texts.move(first, step.failed(first, '40001', NOW));

    expect(outcome).toBe('changed');
    expect(await texts.find(text)).toEqual(second);
  });

  it('move with an occasion once', async () => {
    const { text, texts } = parts();
    const claimed = await aClaimed(texts, text);
    const sent = step.accepted(claimed, 'message-1', NOW);

    expect(await texts.move(claimed, sent, { occasion: occasion(`once-${text.businessId}`) })).toBe('moved');
    expect(
      await texts.move(sent, { ...sent, epoch: 9 }, { occasion: occasion(`once-${text.businessId}`) }),
    ).toBe('repeated');
    expect(await texts.find(text)).toEqual(sent);
  });

  it('do not use up an occasion when they have changed', async () => {
    const { text, texts } = parts();
    const claimed = await aClaimed(texts, text);
    const stale = { ...claimed, epoch: 0 };
    const event = occasion(`kept-${text.businessId}`);

    expect(await texts.move(stale, step.accepted(claimed, 'message-1', NOW), { occasion: event })).toBe(
      'changed',
    );
    expect(await texts.move(claimed, step.accepted(claimed, 'message-1', NOW), { occasion: event })).toBe(
      'moved',
    );
  });

  it("are found by the vendor's id, and by their words before it is known, in their business only", async () => {
    const { text, texts } = parts();
    const other = parts();
    const claimed = await aClaimed(texts, text);
    const { to, body } = message;
    const place = { id: text.id, businessId: text.businessId, appointmentId: text.appointmentId };

    const byWords = await texts.locate(text.businessId, { messageId: 'message-7', to, body });
    await texts.move(claimed, step.accepted(claimed, 'message-7', NOW));

    expect(byWords).toEqual(place);
    expect(await texts.locate(text.businessId, { messageId: 'message-7', to, body: 'altered' })).toEqual(
      place,
    );
    expect(await texts.locate(text.businessId, { messageId: 'x', to, body: 'altered' })).toBeUndefined();
    expect(await texts.locate(other.text.businessId, { messageId: 'message-7', to, body })).toBeUndefined();
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

  it('hold no phone number in their keys', async () => {
    const { text, texts } = parts();
    const claimed = await aClaimed(texts, text);
    await texts.move(claimed, step.accepted(claimed, 'message-1', NOW));

    const all = (await table.rows()).filter(({ pk }) => String(pk).includes(text.businessId));

    expect(all).toHaveLength(3);
    for (const { pk, sk } of all) expect(`${pk}${sk}`).not.toMatch(/5550187|5550142/);
  });

  it('of a version this code does not know are an error that says so', async () => {
    const { text, texts } = parts();
    const Item = { ...keys.text(text.businessId, text.appointmentId, text.id), ...text, v: 2 };
    await table.db.send(new PutCommand({ TableName: table.name, Item }));

    await expect(texts.find(text)).rejects.toThrow('version 2');
  });
});
