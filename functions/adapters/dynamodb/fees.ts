import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Cause } from '../../domain/audit/audit-entry.ts';
import { toldBy } from '../../domain/audit/told-by.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { Refusal } from '../../domain/errors.ts';
import { CLAIM_MS, type Fee, feeOwed } from '../../domain/fee/fee.ts';
import type { Fees } from '../../domain/fee/ports.ts';
import { belongsTo, trying } from '../../runtime/correlation.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { feeEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import {
  type Change,
  expressionOf,
  finishing,
  IS_ITS_INVOICE,
  IS_MINE,
  isProof,
  mine,
  settled,
  settling,
} from './fee-changes.ts';
import { inboxPut } from './inbox.ts';
import { invoiceKnown } from './invoiced.ts';
import { keys } from './keys.ts';
import { wakes } from './outbox.ts';
import { feeLine } from './row-lines.ts';
import { nounOf } from './rows.ts';
import { transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

/** A dead worker's claim is taken over shortly after it has run out. */
const WAKE_AFTER_CLAIM_MS = CLAIM_MS + 5_000;
const WAKE_EVERY_SECONDS = 300;
/** How often a proof of payment is judged anew because the fee has moved under it. */
const MOST_READINGS = 6;

/** A person has to look: two fees would be one invoice. */
const ofAnother = (fee: Fee, invoiceId: string) =>
  new Refusal('vendor_refused', { because: 'invoice_of_another_fee', feeId: fee.id, invoiceId });

const iso = (ms: number) => new Date(ms).toISOString();

export const dynamoFees = ({ db, name: table }: Table, ids: DerivedIds, waiting: Waiting): Fees => {
  const waking = (fee: Fee, atMs: number) => wakes(feeOwed(ids, fee), atMs, WAKE_EVERY_SECONDS);
  const place = (fee: Fee) => ({ TableName: table, Key: keys.fee(fee.businessId, fee.appointmentId) });

  const invoiceOf = ({ businessId, appointmentId }: Fee, invoiceId: string) =>
    invoiceKnown(table, { businessId, appointmentId, invoiceId });

  /** undefined: the row is not one this may be done to. */
  const update = async (fee: Fee, change: Change): Promise<Fee | undefined> => {
    try {
      const { Attributes } = await db.send(
        new UpdateCommand({ ...place(fee), ...expressionOf(change), ReturnValues: 'ALL_NEW' }),
      );
      const updated = nounOf<Fee>(Attributes ?? {});
      written(feeLine(fee, updated, Attributes?.dueSk));
      return updated;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      passedOver(feeLine(fee, fee));
      return undefined;
    }
  };

  return {
    async find(businessId, appointmentId) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: keys.fee(businessId, appointmentId), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const fee = nounOf<Fee>(Item);
      belongsTo({ correlationId: fee.evidence.callId });
      return fee;
    },

    async claim(fee, now) {
      const claimed = await update(fee, {
        set: {
          epoch: fee.epoch + 1,
          attempt: (fee.attempt ?? 0) + 1,
          claimedAt: iso(now),
          firstAttemptAt: fee.firstAttemptAt ?? iso(now),
          ...waking(fee, now + WAKE_AFTER_CLAIM_MS),
        },
        when: '#state = :owed AND #epoch = :epoch AND (attribute_not_exists(#claimedAt) OR #claimedAt <= :stale)',
        values: { ':owed': 'owed', ':epoch': fee.epoch, ':stale': iso(now - CLAIM_MS) },
      });
      if (claimed) trying({ attempt: claimed.attempt ?? 1, epoch: claimed.epoch });
      return claimed;
    },

    async record(claimed, { invoiceId, step }) {
      const change: Change = {
        set: { invoiceId, step },
        when: `${IS_MINE} AND ${IS_ITS_INVOICE}`,
        values: { ...mine(claimed), ':invoice': invoiceId },
      };
      const lost = () => new Refusal('claim_lost', { feeId: claimed.id, epoch: claimed.epoch });
      if (claimed.invoiceId !== undefined) {
        if (!(await update(claimed, change))) throw lost();
      } else {
        // Before anybody can pay it: whatever Stripe tells of its payment then finds the fee.
        const known = invoiceOf(claimed, invoiceId);
        const outcome = await transact(
          db,
          [{ Update: { ...place(claimed), ...expressionOf(change) } }, known],
          waiting,
        );
        if (outcome.kind === 'refused') throw outcome.failed[0] ? lost() : ofAnother(claimed, invoiceId);
        written(feeLine(claimed, { ...claimed, invoiceId, step }));
      }
      return { ...claimed, invoiceId, step };
    },

    async release(claimed, { wakeAtMs, keyVersion }) {
      await update(claimed, {
        set: { keyVersion, ...waking(claimed, wakeAtMs) },
        remove: ['claimedAt'],
        when: IS_MINE,
        values: mine(claimed),
      });
    },

    async finish(claimed, settlement) {
      const cause: Cause = { actor: 'system', id: claimed.evidence.callId };
      let fee = claimed;
      for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
        const change = reading === 1 ? finishing(claimed, settlement) : settling(fee, settlement);
        const outcome = await transact(
          db,
          [
            {
              Update: {
                ...place(fee),
                ...expressionOf(change),
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
            auditPut(table, feeEntry(fee, settlement, cause)),
          ],
          waiting,
        );
        if (outcome.kind === 'committed') return written(feeLine(fee, settled(fee, settlement)));
        const row = outcome.failed[0]?.row;
        const now = row && nounOf<Fee>(row);
        if (!now || !isProof(now, settlement)) return passedOver(feeLine(claimed, claimed));
        fee = now;
      }
      throw new Refusal('busy_try_again', { feeId: claimed.id });
    },

    async settle(fee, settlement, fact) {
      const learnsInvoice = settlement && settlement.state !== 'waived' && fee.invoiceId === undefined;
      const told = { ...fact, vendor: 'stripe' } as const;
      const outcome = await transact(
        db,
        [
          inboxPut(table, told),
          ...(settlement ? [{ Update: { ...place(fee), ...expressionOf(settling(fee, settlement)) } }] : []),
          ...(learnsInvoice ? [invoiceOf(fee, settlement.invoiceId)] : []),
          ...(settlement ? [auditPut(table, feeEntry(fee, settlement, toldBy(told)))] : []),
        ],
        waiting,
      );
      if (outcome.kind === 'committed') {
        if (settlement) written(feeLine(fee, settled(fee, settlement)));
        return 'settled';
      }
      if (learnsInvoice && outcome.failed[2]) throw ofAnother(fee, fact.invoiceId);
      return outcome.failed[0] ? 'repeated' : 'moved';
    },
  };
};
