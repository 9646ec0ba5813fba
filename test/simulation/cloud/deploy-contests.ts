import { dynamoOfGivingBack } from '../../../functions/adapters/dynamodb/of-giving-back.ts';
import { stripeGiveBacks } from '../../../functions/adapters/stripe/give-backs.ts';
import { stripePayments } from '../../../functions/adapters/stripe/payments.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { createHandler as giveFeeBack } from '../../../functions/handlers/workers/give-fee-back.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { type Parts, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);

/** The worker that gives contested fees back, as its file below functions/handlers puts it together. */
export const feeReturner = (parts: Parts) => {
  const { table, clock, waiting, fetch } = parts;
  const stripe = { apiUrl: 'https://stripe.sim', secrets: secretsOf(parts), fetch };
  return giveFeeBack({
    ...dynamoOfGivingBack(table, { ids, clock, waiting }),
    payments: stripePayments(stripe, async () => 'price_booking_fee'),
    backs: stripeGiveBacks(stripe),
    ids,
    clock,
  });
};
