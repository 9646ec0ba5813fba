import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPut } from '../../../functions/adapters/dynamodb/audit.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { transact } from '../../../functions/adapters/dynamodb/transaction.ts';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import { charged, declined } from '../../../functions/domain/fee/fee.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { AT, anAuditedBusiness } from '../../support/audited-business.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { DECISIONS } from '../../support/decisions.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

const NOW = MONDAY_MORNING;

describe('the record of a business', () => {
  let table: LocalTable;
  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterAll(() => table.stop());

  it.each(DECISIONS)(
    'has one entry of $name, however often it is asked for',
    async ({ prepare, expected }) => {
      const business = await anAuditedBusiness(table);
      const decide = await prepare(business);
      const before = await business.entries();

      await decide();
      const after = await business.entries();
      await decide();

      const added = after.filter(({ id }) => !before.some((known) => known.id === id));
      expect(added).toEqual([
        expect.objectContaining({
          v: 1,
          businessId: business.businessId,
          at: expect.any(String),
          ...expected,
        }),
      ]);
      expect(after).toHaveLength(before.length + 1);
      expect(await business.entries()).toEqual(after);
    },
  );

  it.each(DECISIONS)('has one entry of $name when ten ask at once', async ({ prepare }) => {
    const business = await anAuditedBusiness(table);
    const decide = await prepare(business);
    const before = await business.entries();

    await Promise.all(Array.from({ length: 10 }, decide));

    expect(await business.entries()).toHaveLength(before.length + 1);
  });

  it.each(DECISIONS)('holds nothing personal and never runs out: $name', async ({ prepare }) => {
    const business = await anAuditedBusiness(table);
    await (await prepare(business))();

    const rows = (await business.rows()).filter(({ pk }) => String(pk).endsWith('#AUDIT'));

    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(JSON.stringify(row)).not.toMatch(/55501|Dana|Reyes|Oak St|K7QF2M|STOP|booked,|owner@/);
      for (const name of ['expiresAt', 'duePk', 'event', 'wake']) expect(row).not.toHaveProperty(name);
    }
  });

  it.each(DECISIONS)('keeps an entry that is there, and then $name does not happen', async ({ prepare }) => {
    const [first, second] = [await anAuditedBusiness(table), await anAuditedBusiness(table)];
    await (await prepare(first))();
    const decide = await prepare(second);
    const before = await second.entries();
    // The entry that this decision would write, known from its like of another business.
    const likes = (await first.entries()).map(({ id, at }) => {
      const swap = (text: string) =>
        [
          [first.fee.id, second.fee.id],
          [first.fingerprint, second.fingerprint],
          [String(textIdOf(first)), String(textIdOf(second))],
          [first.serial, second.serial],
        ].reduce((all, [from = '', to = '']) => all.replaceAll(from, to), text);
      return keys.audit(second.businessId, at, swap(id));
    });
    const planted = likes.filter(({ sk }) => !before.some(({ at, id }) => sk === `${at}#${id}`));
    for (const key of planted) {
      await table.db.send(new PutCommand({ TableName: table.name, Item: { ...key, v: 1, planted: true } }));
    }
    const rows = await second.rows();

    await decide().catch(() => undefined);

    expect(planted).toHaveLength(1);
    expect(sorted(await second.rows())).toEqual(sorted(rows));
  });

  it('has no entry of what was refused', async () => {
    const business = await anAuditedBusiness(table);
    const { ids, fees, texts, consents, word, invoiceId, appointment } = business;
    const claimed = await business.claimedFee();
    const claimedText = await business.claimedText();
    await consents.record({ ...word('opted_in', 5), ...word('opted_in', 5).to });
    const before = await business.entries();

    const rival = await business.book({ ...appointment, id: `${appointment.id}x` as AppointmentId });
    await fees.finish({ ...claimed, epoch: 0 }, declined(ids, claimed, invoiceId, undefined, AT));
    await fees.finish(claimed, charged(ids, claimed, invoiceId, AT));
    const settled = await business.entries();
    await fees.finish(claimed, declined(ids, claimed, invoiceId, undefined, AT));
    const stale = { ...claimedText, epoch: 7 };
    const moved = await texts.move(stale, step.accepted(stale, 'message-1', NOW));
    await consents.record({ ...word('opted_out', 3), ...word('opted_out', 3).to });

    expect([rival.kind, moved]).toEqual(['taken', 'changed']);
    expect(settled).toHaveLength(before.length + 1);
    expect(await business.entries()).toEqual(settled);
  });

  it('says of a payment from which state and claim it really ended the fee', async () => {
    const business = await anAuditedBusiness(table);
    const { fees, fee, ids, invoiceId } = business;
    const first = await business.claimedFee();
    const second = await fees.claim(first, NOW + 61_000);
    if (!second) throw new Error('not taken over');
    await fees.finish(second, declined(ids, second, invoiceId, 'card_declined', AT));

    await fees.finish(first, charged(ids, first, invoiceId, AT));

    const steps = (await business.entries(fee.id)).map(({ what, from, to, version }) => [
      what,
      from,
      to,
      version,
    ]);
    expect(steps.toSorted()).toEqual([
      ['fee.charged', 'declined', 'charged', second.epoch],
      ['fee.declined', 'owed', 'declined', second.epoch],
    ]);
    expect(await fees.find(fee.businessId, fee.appointmentId)).toMatchObject({ state: 'charged' });
  });

  it('has an entry for each of two decisions that one message of the carrier brings', async () => {
    const business = await anAuditedBusiness(table);
    const claimed = await business.claimedText();
    const occasion = business.happened('telnyx', 'message.finalized');
    const consent = business.word('opted_out', 1);

    await business.texts.move(claimed, step.suppressed(claimed, 'opted_out', NOW), { occasion, consent });

    expect((await business.entries()).map(({ what }) => what).toSorted()).toEqual([
      'consent.opted-out',
      'text.suppressed',
    ]);
  });

  it('has none for steps on the way, or for a word that is said again', async () => {
    const business = await anAuditedBusiness(table);
    const { consents, word, texts } = business;
    await business.claimedFee();
    const claimed = await business.claimedText();
    await texts.move(claimed, step.postponed(claimed, NOW));
    await consents.record({ ...word('opted_out', 1), ...word('opted_out', 1).to });
    const before = await business.entries();

    await consents.record({ ...word('opted_out', 4), ...word('opted_out', 4).to });

    expect(before.map(({ what }) => what).toSorted()).toEqual(['appointment.booked', 'consent.opted-out']);
    expect(await business.entries()).toEqual(before);
  });

  it('says with a booking what became of its fee', async () => {
    const business = await anAuditedBusiness(table);

    await business.book();

    expect(await business.entries()).toMatchObject([
      {
        id: `appointment.booked:${business.appointment.id}:1`,
        cause: business.appointment.callId,
        facts: { feeId: business.fee.id, fee: 'owed', feeCents: 5000 },
      },
    ]);
  });

  it('is read oldest first, whole or of one appointment with its fee and texts', async () => {
    const business = await anAuditedBusiness(table);
    const { fees, ids, invoiceId, appointment } = business;
    const claimed = await business.claimedFee();
    const later = new Date(NOW + 60_000).toISOString();
    await fees.finish(claimed, charged(ids, claimed, invoiceId, later));
    await business.consents.record({ ...business.word('opted_out', 1), ...business.word('opted_out', 1).to });

    const ofAppointment = await business.entries(appointment.id);

    expect(ofAppointment.map(({ what }) => what)).toEqual(['appointment.booked', 'fee.charged']);
    expect((await business.entries()).at(-1)?.what).toBe('fee.charged');
    expect(await business.entries()).toHaveLength(3);
    expect((await business.entries(business.fingerprint)).map(({ what }) => what)).toEqual([
      'consent.opted-out',
    ]);
  });

  it('takes nothing that somebody did but as a link of the chain', async () => {
    const business = await anAuditedBusiness(table);
    await business.book();
    const [entry] = await business.entries();
    if (!entry) throw new Error('nothing on record');
    const somebody = business.member.personId;

    for (const actor of [
      `person:${somebody}`,
      `operator:${somebody}`,
      'partner:ptr_abcdef' as never,
    ] as const)
      expect(() => auditPut(table.name, { ...entry, actor })).toThrow('has to be a link of the chain');
  });

  it('takes no entry a second time, whatever it says', async () => {
    const business = await anAuditedBusiness(table);
    await business.book();
    const [entry] = await business.entries();
    if (!entry) throw new Error('nothing on record');

    const outcome = await transact(table.db, [auditPut(table.name, { ...entry, to: 'cancelled' })], waiting);

    expect(outcome.kind).toBe('refused');
    expect(await business.entries()).toEqual([entry]);
  });
});

const textIdOf = ({ ids, appointment }: Awaited<ReturnType<typeof anAuditedBusiness>>) =>
  ids.confirmationText(appointment.id, appointment.version);

const sorted = (rows: readonly Record<string, unknown>[]) =>
  rows.toSorted((one, other) => `${one.pk}${one.sk}`.localeCompare(`${other.pk}${other.sk}`));
