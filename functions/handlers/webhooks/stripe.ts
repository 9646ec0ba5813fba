import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { vendorQueue } from '../../adapters/sqs/vendor-queue.ts';
import { stripeOccasion } from '../../adapters/stripe/occasion.ts';
import { stripeSignature } from '../../adapters/stripe/signature.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { createWebhook } from '../../runtime/webhook.ts';

export const createHandler = createWebhook;

const clock = systemClock();

export const handler = createHandler({
  vendor: 'stripe',
  occasion: stripeOccasion,
  verify: stripeSignature(stageSecret(requiredEnv('SECRET_ID'), clock), clock),
  queue: vendorQueue(
    { queueUrl: requiredEnv('VENDOR_QUEUE_URL'), bucket: requiredEnv('RAW_BUCKET') },
    hashing,
  ),
  clock,
});
