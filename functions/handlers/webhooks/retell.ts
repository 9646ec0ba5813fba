import { retellOccasion } from '../../adapters/retell/occasion.ts';
import { retellSignature } from '../../adapters/retell/signature.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { vendorQueue } from '../../adapters/sqs/vendor-queue.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { createWebhook } from '../../runtime/webhook.ts';

export const createHandler = createWebhook;

const clock = systemClock();

export const handler = createHandler({
  vendor: 'retell',
  occasion: retellOccasion,
  verify: retellSignature(stageSecret(requiredEnv('SECRET_ID'), clock), clock),
  queue: vendorQueue(
    { queueUrl: requiredEnv('VENDOR_QUEUE_URL'), bucket: requiredEnv('RAW_BUCKET') },
    hashing,
  ),
  clock,
});
