import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoConsents, dynamoInboundTexts } from '../../../functions/adapters/dynamodb/consents.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { ConsentChange, InboundText } from '../../../functions/domain/customer/ports.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { VendorEvent } from '../../../functions/domain/vendor-event/vendor-event.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

const PHONE = '+15125550187';
const at = (second: number) => `2026-11-23T15:00:${String(second).padStart(2, '0')}.000Z`;

describe('what customers say about texts', () => {
  let table: LocalTable;
  let serial = 0;
  const parts = () => {
    serial += 1;
    const businessId = `biz_consent${serial}` as BusinessId;
    const ids = derivedIds(hashing);
    const said = (state: ConsentChange['state'], second: number): ConsentChange => ({
      businessId,
      phone: PHONE,
      state,
      at: at(second),
    });
    const heard = (name: string): [InboundText, VendorEvent] => [
      {
        v: 1,
        businessId,
        messageId: `message-${name}`,
        from: PHONE,
        to: '+15125550142',
        body: 'STOP',
        sentAt: at(0),
        receivedAt: at(0),
      },
      { vendor: 'telnyx', eventId: `event-${serial}-${name}`, type: 'message.received', receivedAt: at(0) },
    ];
    const rows = async () =>
      (await table.rows()).filter(({ pk }) => String(pk).startsWith(`BIZ#${businessId}#`));
    return {
      businessId,
      said,
      heard,
      rows,
      consents: dynamoConsents(table, ids),
      inbound: dynamoInboundTexts(table, ids, waiting),
    };
  };

  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterAll(async () => {
    await table.stop();
  });

  it('is yes until they say no', async () => {
    const { businessId, consents, said } = parts();

    expect(await consents.isOptedOut(businessId, PHONE)).toBe(false);
    await consents.record(said('opted_out', 1));

    expect(await consents.isOptedOut(businessId, PHONE)).toBe(true);
  });

  it('is what they said last, in whatever order it is heard', async () => {
    const { businessId, consents, said } = parts();

    await consents.record(said('opted_in', 3));
    await consents.record(said('opted_out', 2));
    expect(await consents.isOptedOut(businessId, PHONE)).toBe(false);

    await consents.record(said('opted_out', 4));
    await consents.record(said('opted_in', 3));
    expect(await consents.isOptedOut(businessId, PHONE)).toBe(true);
  });

  it('is announced as of when we heard it, because the due index does not look back to when it was said', async () => {
    const { consents, said, rows } = parts();

    await consents.record({ ...said('opted_out', 1), heardAt: '2026-11-23T16:30:00.000Z' });

    expect(await rows()).toMatchObject([{ changedAt: at(1), duePk: 'DUE#2026-11-23T16:31' }]);
  });

  it('is no when both were said at one instant', async () => {
    const first = parts();
    const second = parts();

    await first.consents.record(first.said('opted_out', 1));
    await first.consents.record(first.said('opted_in', 1));
    await second.consents.record(second.said('opted_in', 1));
    await second.consents.record(second.said('opted_out', 1));

    expect(await first.consents.isOptedOut(first.businessId, PHONE)).toBe(true);
    expect(await second.consents.isOptedOut(second.businessId, PHONE)).toBe(true);
  });

  it('is kept without an end and without the number in it', async () => {
    const { consents, said, rows } = parts();

    await consents.record(said('opted_out', 1));

    const [row] = await rows();
    expect(JSON.stringify(row)).not.toContain('5550187');
    expect(row).not.toHaveProperty('expiresAt');
    expect(row).toMatchObject({ state: 'opted_out', event: { name: 'customer.opted-out' } });
  });

  it('is stored together with the text that says it, once', async () => {
    const { businessId, inbound, consents, said, heard, rows } = parts();
    const [text, occasion] = heard('stop');

    await Promise.all(Array.from({ length: 5 }, () => inbound.receive(text, said('opted_out', 1), occasion)));

    expect(await consents.isOptedOut(businessId, PHONE)).toBe(true);
    expect(await rows()).toHaveLength(2);
    for (const { pk, sk } of await rows()) expect(`${pk}${sk}`).not.toContain('5550187');
  });

  it('does not come back to life when an old text is heard again after a START', async () => {
    const { businessId, inbound, consents, said, heard } = parts();
    const [stop, first] = heard('stop');
    const [start, second] = heard('start');

    await inbound.receive(stop, said('opted_out', 1), first);
    await inbound.receive(start, said('opted_in', 2), second);
    await inbound.receive(stop, said('opted_out', 1), first);

    expect(await consents.isOptedOut(businessId, PHONE)).toBe(false);
  });

  it('is not changed by a late text, which is stored all the same', async () => {
    const { businessId, inbound, consents, said, heard, rows } = parts();
    const [start, first] = heard('start');
    const [stop, second] = heard('stop');

    await inbound.receive(start, said('opted_in', 5), first);
    await inbound.receive(stop, said('opted_out', 4), second);

    expect(await consents.isOptedOut(businessId, PHONE)).toBe(false);
    expect((await rows()).filter(({ sk }) => String(sk).startsWith('IN#'))).toHaveLength(2);
  });

  it('stores a text that says nothing about texts', async () => {
    const { inbound, heard, rows } = parts();
    const [text, occasion] = heard('question');

    await inbound.receive({ ...text, body: 'Can we make it 10?' }, undefined, occasion);

    expect(await rows()).toMatchObject([{ body: 'Can we make it 10?', from: PHONE }]);
  });
});
