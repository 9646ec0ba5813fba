import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoOfGivingBack } from '../../adapters/dynamodb/of-giving-back.ts';
import { bookingFeePrice, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { stripeGiveBacks } from '../../adapters/stripe/give-backs.ts';
import { stripePayments } from '../../adapters/stripe/payments.ts';
import { FeeContested } from '../../contracts/events.ts';
import { type GiveBackDeps, giveFeeBack } from '../../domain/contest/give-fee-back.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

export const createHandler = (deps: GiveBackDeps) =>
  createWorker({ schema: FeeContested, operate: giveFeeBack(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const stripe = {
  apiUrl: requiredEnv('STRIPE_API_URL'),
  secrets: stageSecret(requiredEnv('SECRET_ID'), clock),
};

export const handler = createHandler({
  ...dynamoOfGivingBack({ db: database(waiting), name: requiredEnv('TABLE_NAME') }, { ids, clock, waiting }),
  payments: stripePayments(stripe, bookingFeePrice(stripe.secrets)),
  backs: stripeGiveBacks(stripe),
  ids,
  clock,
});
