import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { Refusal } from '../../domain/errors.ts';
import { CLAIM_MS, type Fee, feeOwed, type Settlement } from '../../domain/fee/fee.ts';
import type { Fees } from '../../domain/fee/ports.ts';
import { belongsTo, trying } from '../../runtime/correlation.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { invoiceKnown } from './invoiced.ts';
import { keys } from './keys.ts';
import { announces, DUE_MARKS, wakes } from './outbox.ts';
import { feeLine } from './row-lines.ts';
import { nounOf } from './rows.ts';
import { transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

/** A dead worker's claim is taken over shortly after it has run out. */
const WAKE_AFTER_CLAIM_MS = CLAIM_MS + 5_000;
const WAKE_EVERY_SECONDS = 300;

type Change = {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** The rows this may be done to, in names `#x` and values `:x` of the attributes it mentions. */
  readonly when: string;
  readonly values: Readonly<Record<string, unknown>>;
};

type Expression = Pick<
  UpdateCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
> & { readonly UpdateExpression: string };

/** Every name goes through a placeholder: DynamoDB reserves words such as `state`. */
const expressionOf = ({ set, remove = [], when, values }: Change): Expression => {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const mentioned = [...when.matchAll(/#(\w+)/g)].map(([, name]) => name ?? '');
  const names = new Set([...given.map(([name]) => name), ...remove, ...mentioned]);
  const sets = given.map(([name]) => `#${name} = :set_${name}`).join(', ');
  const removes = remove.map((name) => `#${name}`).join(', ');
  return {
    UpdateExpression: `SET ${sets}${removes && ` REMOVE ${removes}`}`,
    ConditionExpression: when,
    ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(given.map(([name, value]) => [`:set_${name}`, value])),
      ...values,
    },
  };
};

/** Still this claim's to move. */
const IS_MINE = '#state = :owed AND #epoch = :epoch AND #claimedAt = :claimedAt';
const mine = (claimed: Fee) => ({
  ':owed': 'owed',
  ':epoch': claimed.epoch,
  ':claimedAt': claimed.claimedAt ?? '',
});

const IS_ITS_INVOICE = '(attribute_not_exists(#invoiceId) OR #invoiceId = :invoice)';

const attributesOf = (settlement: Settlement): Pick<Change, 'set' | 'remove'> => {
  const { state, at } = settlement;
  if (state === 'waived') {
    const set = { state, waivedAt: at, waivedBecause: settlement.because };
    return { set, remove: [...DUE_MARKS, 'claimedAt'] };
  }
  const { invoiceId, event } = settlement;
  const ending =
    state === 'charged' ? { chargedAt: at } : { declinedAt: at, declineCode: settlement.declineCode };
  return {
    set: { state, invoiceId, ...ending, ...announces(event) },
    remove: ['claimedAt', 'wake', 'wakeEverySeconds'],
  };
};

/** By the holder of a claim. Payment is a fact whoever brings it, so it needs no claim; it only has to be this invoice. */
const finishing = (claimed: Fee, settlement: Settlement): Change =>
  settlement.state === 'charged'
    ? {
        ...attributesOf(settlement),
        when: `#state IN (:owed, :declined) AND ${IS_ITS_INVOICE}`,
        values: { ':owed': 'owed', ':declined': 'declined', ':invoice': settlement.invoiceId },
      }
    : { ...attributesOf(settlement), when: IS_MINE, values: mine(claimed) };

/** By a vendor's fact, judged against the row as it was read: if anything of that has changed, it is judged anew. */
const settling = (fee: Fee, settlement: Settlement): Change => ({
  ...attributesOf(settlement),
  when: `#state = :state AND #epoch = :epoch AND ${fee.invoiceId === undefined ? 'attribute_not_exists(#invoiceId)' : '#invoiceId = :invoice'} AND ${fee.claimedAt === undefined ? 'attribute_not_exists(#claimedAt)' : '#claimedAt = :claimedAt'}`,
  values: {
    ':state': fee.state,
    ':epoch': fee.epoch,
    ...(fee.invoiceId !== undefined && { ':invoice': fee.invoiceId }),
    ...(fee.claimedAt !== undefined && { ':claimedAt': fee.claimedAt }),
  },
});

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
      await update(claimed, finishing(claimed, settlement));
    },

    async settle(fee, settlement, fact) {
      const outcome = await transact(
        db,
        [
          inboxPut(table, { ...fact, vendor: 'stripe' }),
          ...(settlement ? [{ Update: { ...place(fee), ...expressionOf(settling(fee, settlement)) } }] : []),
          ...(settlement && settlement.state !== 'waived' && fee.invoiceId === undefined
            ? [invoiceOf(fee, settlement.invoiceId)]
            : []),
        ],
        waiting,
      );
      if (outcome.kind === 'committed') {
        if (settlement) written(feeLine(fee, { ...fee, ...attributesOf(settlement).set }));
        return 'settled';
      }
      if (outcome.failed[2]) throw ofAnother(fee, fact.invoiceId);
      return outcome.failed[0] ? 'repeated' : 'moved';
    },
  };
};
