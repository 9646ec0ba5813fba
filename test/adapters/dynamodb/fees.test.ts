import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDueIndex, dynamoOutbox } from '../../../functions/adapters/dynamodb/announcements.ts';
import { dynamoFees } from '../../../functions/adapters/dynamodb/fees.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { wakes } from '../../../functions/adapters/dynamodb/outbox.ts';
import type { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { releaseDue } from '../../../functions/domain/announcement/release-due.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { charged, declined, type Fee, feeOwed, waived } from '../../../functions/domain/fee/fee.ts';
import type { InvoiceFact } from '../../../functions/domain/fee/invoice.ts';
import type { Fees } from '../../../functions/domain/fee/ports.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { aFee, memoryFees } from '../../support/fees.ts';

const ids = derivedIds(hashing);
const NOW = MONDAY_MORNING;
const AT = new Date(NOW).toISOString();

let table: LocalTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const freshFee = (): Fee =>
  aFee({ businessId: `biz_${randomUUID().replaceAll('-', '').slice(0, 12)}` as BusinessId });

/** As the booking's transaction writes it. */
const written = async (fee: Fee): Promise<void> => {
  const marks = wakes(feeOwed(ids, fee), NOW + 120_000, 300);
  const Item = { ...keys.fee(fee.businessId, fee.appointmentId), ...fee, ...marks };
  await table.db.send(new PutCommand({ TableName: table.name, Item }));
};

const rowOf = async (fee: Fee) =>
  (await table.rows()).find(({ pk, id }) => String(pk).includes(fee.businessId) && id === fee.id);

const aFact = (eventId = `evt_${randomUUID()}`): InvoiceFact => ({
  kind: 'invoice',
  eventId,
  type: 'invoice.paid',
  receivedAt: AT,
  outcome: 'paid',
  declineCode: undefined,
  invoiceId: 'in_1',
  customerId: 'cus_apexhvac01',
  totalCents: 5000,
  currency: 'usd',
  claims: { businessId: aFee().businessId, appointmentId: aFee().appointmentId, feeId: undefined },
});

const stores = {
  memory: async (fee: Fee): Promise<Fees> => memoryFees(fee),
  DynamoDB: async (fee: Fee): Promise<Fees> => {
    await written(fee);
    return dynamoFees(table, ids, waiting);
  },
};

const claimedBy = async (fees: Fees, fee: Fee, now = NOW): Promise<Fee> => {
  const claimed = await fees.claim(fee, now);
  if (!claimed) throw new Error('not claimed');
  return claimed;
};

describe.each(Object.entries(stores))('the fees kept in %s [B2]', (_, storeOf) => {
  const open = async () => {
    const fee = freshFee();
    const fees = await storeOf(fee);
    const find = async () => (await fees.find(fee.businessId, fee.appointmentId)) as Fee;
    // An invoice is for one fee, of whichever business.
    return { fee, fees, find, invoice: `in_${fee.businessId}` };
  };

  it('give back what was written, without what belongs to the table', async () => {
    const { fee, find } = await open();

    expect(await find()).toEqual(fee);
  });

  it('let exactly one of twenty claim a fee', async () => {
    const { fee, fees } = await open();

    const claims = await Promise.all(Array.from({ length: 20 }, () => fees.claim(fee, NOW)));

    expect(claims.filter(Boolean)).toMatchObject([
      { epoch: 1, attempt: 1, claimedAt: AT, firstAttemptAt: AT },
    ]);
  });

  it('let a claim be taken over after a minute and nothing more be written by the first', async () => {
    const { fee, fees, find, invoice } = await open();
    const first = await claimedBy(fees, fee);

    expect(await fees.claim(first, NOW + 59_999)).toBeUndefined();
    const second = await claimedBy(fees, first, NOW + 60_000);
    await fees.release(first, { wakeAtMs: NOW, keyVersion: 9 });
    await fees.finish(first, declined(ids, fee, invoice, 'expired_card', AT));
    await fees.finish(first, waived('cancelled_before_charge', AT));

    await expect(fees.record(first, { invoiceId: invoice, step: 'drafted' })).rejects.toMatchObject({
      code: 'claim_lost',
    });
    expect(await find()).toEqual(second);
    expect(second).toMatchObject({ epoch: 2, attempt: 2, firstAttemptAt: AT });
  });

  it('take a proof of payment even from a worker that lost its claim', async () => {
    const { fee, fees, find, invoice } = await open();
    const first = await fees.record(await claimedBy(fees, fee), { invoiceId: invoice, step: 'paying' });
    await claimedBy(fees, first, NOW + 60_000);

    await fees.finish(first, charged(ids, fee, 'in_2', AT));
    expect((await find()).state).toBe('owed');
    await fees.finish(first, charged(ids, fee, invoice, AT));

    expect(await find()).toMatchObject({ state: 'charged', chargedAt: AT, invoiceId: invoice });
  });

  it('never let another invoice take the place of the recorded one', async () => {
    const { fee, fees, invoice } = await open();
    const claimed = await fees.record(await claimedBy(fees, fee), { invoiceId: invoice, step: 'drafted' });

    await expect(fees.record(claimed, { invoiceId: 'in_2', step: 'paying' })).rejects.toMatchObject({
      code: 'claim_lost',
    });
    expect(await fees.record(claimed, { invoiceId: invoice, step: 'paying' })).toMatchObject({
      step: 'paying',
    });
  });

  it('give a released fee to the next who asks, with its keys', async () => {
    const { fee, fees, find } = await open();

    await fees.release(await claimedBy(fees, fee), { wakeAtMs: NOW + 30_000, keyVersion: 2 });

    const released = await find();
    expect(released.claimedAt).toBeUndefined();
    expect(await fees.claim(released, NOW + 1)).toMatchObject({ keyVersion: 2, attempt: 2 });
  });

  it('apply an event once, and only to the row it was judged by', async () => {
    const { fee, fees, find, invoice } = await open();
    const [first, second] = [aFact(), aFact()];
    await claimedBy(fees, fee);

    expect(await fees.settle(fee, charged(ids, fee, invoice, AT), first)).toBe('moved');
    const row = await find();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => fees.settle(row, charged(ids, fee, invoice, AT), first)),
    );
    const ended = await find();
    expect(await fees.settle(ended, undefined, second)).toBe('settled');
    expect(await fees.settle(ended, undefined, second)).toBe('repeated');

    expect(answers.filter((answer) => answer === 'settled')).toHaveLength(1);
    expect(ended.state).toBe('charged');
  });

  it('let a declined fee be charged later and never the other way round', async () => {
    const { fee, fees, find, invoice } = await open();
    const claimed = await fees.record(await claimedBy(fees, fee), { invoiceId: invoice, step: 'paying' });
    await fees.finish(claimed, declined(ids, fee, invoice, 'expired_card', AT));
    expect(await find()).toMatchObject({ state: 'declined', declineCode: 'expired_card', declinedAt: AT });

    await fees.settle(await find(), charged(ids, fee, invoice, AT), aFact());
    await fees.finish(claimed, declined(ids, fee, invoice, 'expired_card', AT));

    expect(await find()).toMatchObject({ state: 'charged' });
  });
});

describe('what a fee row says for itself', () => {
  const collecting = () => {
    const published: CloudGreetEvent[] = [];
    const publish = async (events: readonly CloudGreetEvent[]) => {
      published.push(...events);
      return events.map(() => true);
    };
    const release = releaseDue({ bus: { publish }, outbox: dynamoOutbox(table), due: dynamoDueIndex(table) });
    /** Names of the events that a run of the release function puts on the bus for that fee. */
    return async (nowMs: number, fee: Fee) => {
      published.length = 0;
      await release(nowMs);
      return published.flatMap((event) =>
        'businessId' in event && event.businessId === fee.businessId ? [event.name] : [],
      );
    };
  };

  it('asks again when its claim has run out, then every five minutes, and after a release when it was told to', async () => {
    const fee = freshFee();
    await written(fee);
    const fees = dynamoFees(table, ids, waiting);
    const released = collecting();
    const claimed = await claimedBy(fees, fee);

    expect(await released(NOW + 60_000, fee)).toEqual([]);
    expect(await released(NOW + 66_000, fee)).toEqual(['fee.owed']);
    expect(await released(NOW + 70_000, fee)).toEqual([]);
    expect(await released(NOW + 366_000, fee)).toEqual(['fee.owed']);

    await fees.release(claimed, { wakeAtMs: NOW + 1_000_000, keyVersion: 1 });
    expect(await released(NOW + 990_000, fee)).toEqual([]);
    expect(await released(NOW + 1_000_000, fee)).toEqual(['fee.owed']);
  });

  it.each([
    // The release function never looks back far: each case plays after the one before.
    ['fee.charged', NOW + 3_600_000, (fee: Fee, at: string) => charged(ids, fee, 'in_1', at)],
    ['fee.declined', NOW + 7_200_000, (fee: Fee, at: string) => declined(ids, fee, 'in_1', undefined, at)],
  ] as const)(
    'announces %s until the bus has it, and nothing after that',
    async (name, nowMs, settlementOf) => {
      const fee = freshFee();
      await written(fee);
      const fees = dynamoFees(table, ids, waiting);
      const released = collecting();

      await fees.finish(await claimedBy(fees, fee, nowMs), settlementOf(fee, new Date(nowMs).toISOString()));

      const row = await rowOf(fee);
      expect(row).toMatchObject({ event: { name, feeId: fee.id } });
      expect([row?.wake, row?.claimedAt]).toEqual([undefined, undefined]);
      expect(await released(nowMs + 61_000, fee)).toEqual([name]);
      expect(await released(nowMs + 121_000, fee)).toEqual([]);
      expect((await rowOf(fee))?.duePk).toBeUndefined();
    },
  );

  it('is quiet once it is waived', async () => {
    const fee = freshFee();
    await written(fee);
    const fees = dynamoFees(table, ids, waiting);

    await fees.finish(await claimedBy(fees, fee), waived('cancelled_before_charge', AT));

    const row = await rowOf(fee);
    expect(row).toMatchObject({ state: 'waived', waivedBecause: 'cancelled_before_charge' });
    expect([row?.duePk, row?.wake, row?.event]).toEqual([undefined, undefined, undefined]);
  });
});
