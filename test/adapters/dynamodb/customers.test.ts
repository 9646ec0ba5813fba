import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoCustomers } from '../../../functions/adapters/dynamodb/customers.ts';
import { dynamoLists } from '../../../functions/adapters/dynamodb/lists.ts';
import { MOST_LOOKED_THROUGH } from '../../../functions/contracts/api/calls.ts';
import type { BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import { afterSeeing, type Customer } from '../../../functions/domain/customer/customer.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { memoryTable } from '../../support/memory-database.ts';

const ids = derivedIds(hashing);
const BUSINESS = 'biz_customers01' as BusinessId;

let table: LocalTable;
beforeAll(async () => {
  table = await startTable();
}, 60_000);
afterAll(() => table.stop());

const called = (known: Customer | undefined, phone: string, at: string, businessId = BUSINESS): Customer => {
  const customer = afterSeeing(ids, known, { businessId, phone, at, callId: `call_${at}` as CallId });
  if (!customer) throw new Error('that was known');
  return customer;
};

describe('the row of a customer [C3]', () => {
  it('is written only over the one that was read, by one of two at once', async () => {
    const customers = dynamoCustomers(table);
    const first = called(undefined, '+15125550001', '2026-11-23T10:00:00.000Z', 'biz_racing01' as BusinessId);
    const second = called(first, '+15125550001', '2026-11-23T11:00:00.000Z', 'biz_racing01' as BusinessId);
    const third = called(first, '+15125550001', '2026-11-23T12:00:00.000Z', 'biz_racing01' as BusinessId);

    expect(await Promise.all([customers.save(undefined, first), customers.save(undefined, first)])).toEqual(
      expect.arrayContaining(['saved', 'changed']),
    );
    expect(await customers.save(first, second)).toBe('saved');
    expect(await customers.save(first, third)).toBe('changed');
    expect(await customers.find(first.businessId, first.id)).toEqual(JSON.parse(JSON.stringify(second)));
  });

  it('has no phone number and no name in its key', async () => {
    const rows = (await table.rows()).filter(({ pk }) => String(pk).startsWith('BIZ#biz_racing01'));

    expect(rows.map(({ pk, sk, listSk }) => [pk, sk, listSk])).toEqual([
      [
        'BIZ#biz_racing01#CUSTOMERS',
        expect.stringMatching(/^cus_[a-z2-7]{26}$/),
        'U#2026-11-23T11:00:00.000Z',
      ],
    ]);
  });

  it('is listed once, by when they were heard of last, in pages', async () => {
    const listing = memoryTable([], () => 0).reaching((pk) => pk.startsWith('BIZ#'));
    const customers = dynamoCustomers(listing);
    const lists = dynamoLists(listing);
    for (const hour of ['07', '08', '09'])
      await customers.save(
        undefined,
        called(undefined, `+151255501${hour}`, `2026-11-23T${hour}:00:00.000Z`),
      );
    const again = await customers.find(BUSINESS, ids.customer(BUSINESS, '+15125550107'));
    await customers.save(again, called(again, '+15125550107', '2026-11-23T10:00:00.000Z'));

    const first = await lists.customers(BUSINESS, { limit: 2 });
    const second = await lists.customers(BUSINESS, { limit: 2, cursor: first.next });

    const phones = [...first.items, ...second.items].map(({ phone }) => phone);
    expect(phones).toEqual(['+15125550107', '+15125550109', '+15125550108']);
    expect(second.next).toBeUndefined();
    const before = await lists.customers(BUSINESS, { limit: 9, until: '2026-11-23T10:00:00.000Z' });
    expect(before.items.map(({ phone }) => phone)).toEqual(phones.slice(1));
    expect(await lists.customers('biz_nobody0001' as BusinessId, { limit: 2 })).toEqual({ items: [] });
  });

  it('is looked for through so many a page, which may find nobody and still go on', async () => {
    const listing = memoryTable([], () => 0).reaching((pk) => pk.startsWith('BIZ#'));
    const customers = dynamoCustomers(listing);
    const lists = dynamoLists(listing);
    const oldest = '+15125550000';
    for (let place = 0; place <= MOST_LOOKED_THROUGH; place += 1)
      await customers.save(
        undefined,
        called(undefined, `+1512555${String(place).padStart(4, '0')}`, new Date(place * 1000).toISOString()),
      );
    const isOldest = ({ phone }: Customer) => phone === oldest;

    const first = await lists.customers(BUSINESS, { limit: 2 }, isOldest);
    const second = await lists.customers(BUSINESS, { limit: 2, cursor: first.next }, isOldest);

    expect(first.items).toEqual([]);
    expect(first.next).toBeDefined();
    expect(second.items.map(({ phone }) => phone)).toEqual([oldest]);
    expect(second.next).toBeUndefined();
  });
});
