import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Fee, Settlement } from '../../domain/fee/fee.ts';
import { announces, DUE_MARKS } from './outbox.ts';

/** What may be done to the row of a fee, and when. */
export type Change = {
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
export const expressionOf = ({ set, remove = [], when, values }: Change): Expression => {
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
export const IS_MINE = '#state = :owed AND #epoch = :epoch AND #claimedAt = :claimedAt';
export const mine = (claimed: Fee) => ({
  ':owed': 'owed',
  ':epoch': claimed.epoch,
  ':claimedAt': claimed.claimedAt ?? '',
});

export const IS_ITS_INVOICE = '(attribute_not_exists(#invoiceId) OR #invoiceId = :invoice)';

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

/** By the holder of a claim. */
export const finishing = (claimed: Fee, settlement: Settlement): Change =>
  settlement.state === 'charged'
    ? {
        ...attributesOf(settlement),
        when: `${IS_MINE} AND ${IS_ITS_INVOICE}`,
        values: { ...mine(claimed), ':invoice': settlement.invoiceId },
      }
    : { ...attributesOf(settlement), when: IS_MINE, values: mine(claimed) };

/** Payment is a fact whoever brings it, so it needs no claim; it only has to be this invoice. */
export const isProof = (fee: Fee, settlement: Settlement): boolean =>
  settlement.state === 'charged' &&
  (fee.state === 'owed' || fee.state === 'declined') &&
  (fee.invoiceId ?? settlement.invoiceId) === settlement.invoiceId;

/** By a fact, judged against the row as it was read: if anything of that has changed, it is judged anew. */
export const settling = (fee: Fee, settlement: Settlement): Change => ({
  ...attributesOf(settlement),
  when: `#state = :state AND #epoch = :epoch AND ${fee.invoiceId === undefined ? 'attribute_not_exists(#invoiceId)' : '#invoiceId = :invoice'} AND ${fee.claimedAt === undefined ? 'attribute_not_exists(#claimedAt)' : '#claimedAt = :claimedAt'}`,
  values: {
    ':state': fee.state,
    ':epoch': fee.epoch,
    ...(fee.invoiceId !== undefined && { ':invoice': fee.invoiceId }),
    ...(fee.claimedAt !== undefined && { ':claimedAt': fee.claimedAt }),
  },
});

/** As the row says it from then on. */
export const settled = (fee: Fee, settlement: Settlement): Fee => ({
  ...fee,
  ...attributesOf(settlement).set,
  claimedAt: undefined,
});
