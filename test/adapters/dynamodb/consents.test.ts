import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoConsents } from '../../../functions/adapters/dynamodb/consents.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { ConsentChange } from '../../../functions/domain/customer/ports.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

const PHONE = '+15125550187';
const at = (second: number) => `2026-11-23T15:00:${String(second).padStart(2, '0')}.000Z`;

describe('what customers say about texts [N1]', () => {
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
      cause: { actor: 'customer', id: `event-${second}` },
    });
    const rows = async () => (await table.rows()).filter(({ pk }) => pk === `BIZ#${businessId}#CONSENT`);
    return { businessId, said, rows, consents: dynamoConsents(table, ids, waiting) };
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

  it('is announced once, however often it is said again', async () => {
    const { consents, said, rows } = parts();

    await consents.record(said('opted_out', 1));
    const before = await rows();
    await consents.record(said('opted_out', 2));

    const [{ event, dueSk } = {}] = before;
    expect(event).toMatchObject({ name: 'customer.opted-out' });
    expect(await rows()).toMatchObject([{ event, dueSk, changedAt: at(2), since: at(1) }]);
  });

  it('says nothing more of an opt-out that has been taken back', async () => {
    const { consents, said, rows } = parts();

    await consents.record(said('opted_out', 1));
    await consents.record(said('opted_in', 2));

    for (const mark of ['event', 'duePk', 'dueSk']) expect((await rows())[0]).not.toHaveProperty(mark);
  });

  it('is what they said last even when all is heard at once', async () => {
    const { businessId, consents, said, rows } = parts();

    await Promise.all(
      [3, 1, 4, 2].map((second) => consents.record(said(second % 2 ? 'opted_in' : 'opted_out', second))),
    );

    expect(await consents.find(businessId, PHONE)).toMatchObject({ state: 'opted_out', at: at(4) });
    expect(await rows()).toHaveLength(1);
  });

  it('names their own text that says so until something else holds that only a carrier told', async () => {
    const { businessId, consents, said } = parts();
    const carrier = { actor: 'vendor:telnyx', id: 'event-blocked' } as const;

    await consents.record(said('opted_out', 1));
    await consents.record({ ...said('opted_out', 2), cause: carrier });
    expect(await consents.find(businessId, PHONE)).toMatchObject({ at: at(2), writtenAt: at(1) });

    await consents.record({ ...said('opted_in', 3), cause: carrier });
    expect(await consents.find(businessId, PHONE)).toEqual({ state: 'opted_in', at: at(3), since: at(3) });
  });

  it('is found for a page of numbers at once, and of nobody who has said nothing', async () => {
    const { businessId, consents, said } = parts();
    const [silent, untextable] = ['+15125550188', '+15125550189'];
    await consents.record(said('opted_out', 1));
    await consents.markUntextable(businessId, untextable, '2027-02-01T00:00:00.000Z');

    const found = await consents.findAll(businessId, [silent, PHONE, untextable, PHONE]);

    expect([...found]).toEqual([[PHONE, await consents.find(businessId, PHONE)]]);
    expect((await consents.findAll(businessId, [])).size).toBe(0);
    expect((await consents.findAll('biz_nobody0001' as BusinessId, [PHONE])).size).toBe(0);
  });

  it('is read from rows that say it by one instant', async () => {
    const { businessId, consents, said, rows } = parts();
    await consents.record(said('opted_out', 1));
    const [row] = await rows();
    const { since: _, writtenAt: __, ...old } = row ?? {};
    await table.db.send(new PutCommand({ TableName: table.name, Item: old }));

    expect(await consents.find(businessId, PHONE)).toEqual({ state: 'opted_out', at: at(1), since: at(1) });
  });

  it('is not said by a number that only cannot be texted, until it says something', async () => {
    const { businessId, consents, said, rows } = parts();

    await consents.markUntextable(businessId, PHONE, '2027-02-01T00:00:00.000Z');
    const marked = await consents.find(businessId, PHONE);
    await consents.record(said('opted_in', 1));

    expect(marked).toBeUndefined();
    expect((await rows())[0]).not.toHaveProperty('untextableUntil');
    expect(await consents.find(businessId, PHONE)).toMatchObject({ state: 'opted_in' });
  });
});

describe('a page of them of which the database leaves some [N1]', () => {
  /** Gives one row a request and leaves the rest, as DynamoDB may where it is asked for much. */
  const leaving = (gives: (keys: readonly { sk: string }[]) => number) => {
    const asked: number[] = [];
    const send = async ({
      input,
    }: {
      input: { RequestItems: Record<string, { Keys: { sk: string }[] }> };
    }) => {
      const { Keys = [] } = input.RequestItems.rows ?? {};
      asked.push(Keys.length);
      const given = Keys.slice(0, gives(Keys));
      const left = Keys.slice(given.length);
      const Responses = { rows: given.map((key) => ({ ...key, state: 'opted_out', changedAt: at(1) })) };
      return { Responses, UnprocessedKeys: left.length > 0 ? { rows: { Keys: left } } : {} };
    };
    const own = { db: { send } as unknown as LocalTable['db'], name: 'rows' };
    const standing = { ...waiting, pause: async () => undefined };
    return { asked, consents: dynamoConsents(own, derivedIds(hashing), standing) };
  };
  const business = 'biz_consentpage' as BusinessId;
  const phones = ['+15125550101', '+15125550102', '+15125550103'];

  it('is asked for until it is whole', async () => {
    const { asked, consents } = leaving(() => 1);

    expect([...(await consents.findAll(business, phones)).keys()]).toEqual(phones);
    expect(asked).toEqual([3, 2, 1]);
  });

  it('is refused, and never shown as if they had said nothing, where it does not come', async () => {
    const { consents } = leaving(() => 0);

    await expect(consents.findAll(business, phones)).rejects.toMatchObject({ code: 'busy_try_again' });
  });
});
