import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { AT, aClaimed, aTextRow, message, occasion } from '../../support/text-rows.ts';

const NOW = MONDAY_MORNING;

describe('text rows [N1]', () => {
  let table: LocalTable;
  const parts = () => aTextRow(table);

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
    const cause = { actor: 'customer', id: 'event-of-the-word' } as const;
    const said = { businessId: text.businessId, phone: message.to, state: 'opted_out', at: AT } as const;
    await consents.record({ ...said, cause });

    const claim = await texts.claim(text, step.claimed(text, message, NOW));

    expect(claim).toBe('opted_out');
    expect(await texts.find(text)).toEqual(text);
  });

  it.each([
    ['was moved on', { status: 'booked', version: 2 }],
    ['was cancelled', { status: 'cancelled', version: 1 }],
  ])('are not claimed where the appointment %s after it was read, and stay as they were', async (_, now) => {
    const { text, texts } = parts();
    await texts.create(text, { announced: false });
    const { businessId, appointmentId } = text;
    const put = (row: object) =>
      table.db.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.appointment(businessId, appointmentId), ...row },
        }),
      );

    await put(now);
    expect(await texts.claim(text, step.claimed(text, message, NOW))).toBe('changed');
    expect(await texts.find(text)).toEqual(text);

    await put({ status: 'booked', version: text.appointmentVersion });
    expect(await texts.claim(text, step.claimed(text, message, NOW))).toBe('claimed');
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

  it('hold no phone number in their keys', async () => {
    const { text, texts } = parts();
    const claimed = await aClaimed(texts, text);
    await texts.move(claimed, step.accepted(claimed, 'message-1', NOW));

    const all = (await table.rows()).filter(({ pk }) => String(pk).includes(text.businessId));

    expect(all).toHaveLength(4);
    for (const { pk, sk } of all) expect(`${pk}${sk}`).not.toMatch(/5550187|5550142/);
  });

  it('of a version this code does not know are an error that says so', async () => {
    const { text, texts } = parts();
    const Item = { ...keys.text(text.businessId, text.appointmentId, text.id), ...text, v: 2 };
    await table.db.send(new PutCommand({ TableName: table.name, Item }));

    await expect(texts.find(text)).rejects.toThrow('version 2');
  });
});
