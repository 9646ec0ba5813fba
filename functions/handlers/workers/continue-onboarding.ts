import * as z from 'zod/mini';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoOfLeaving } from '../../adapters/dynamodb/of-leaving.ts';
import { dynamoOfOnboarding } from '../../adapters/dynamodb/of-onboarding.ts';
import { retellVoice } from '../../adapters/retell/voice-vendor.ts';
import { bucketOfLeaving } from '../../adapters/s3/of-leaving.ts';
import { pinLocks } from '../../adapters/secrets/pin-locks.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { storedVendorMessages } from '../../adapters/sqs/vendor-queue.ts';
import { onboardingPage } from '../../adapters/stripe/dashboard-pages.ts';
import { stripeSubscriptions } from '../../adapters/stripe/subscriptions.ts';
import { businessScope } from '../../adapters/sts/business-scope.ts';
import { telnyxProvisioning } from '../../adapters/telnyx/provisioning.ts';
import {
  AgentChosen,
  CallEnded,
  ClosingRequested,
  ErasureRequested,
  ExportRequested,
  OnboardingRequested,
  ProvisionTold,
  SettingsChanged,
  SubscriptionChanged,
} from '../../contracts/events.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type BringOnOrCloseDeps, bringOnOrClose } from '../../domain/leaving/bring-on-or-close.ts';
import { releaseQuarantined } from '../../domain/vendor-event/release-quarantined.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

const schema = z.discriminatedUnion('name', [
  OnboardingRequested,
  ClosingRequested,
  ErasureRequested,
  ExportRequested,
  SubscriptionChanged,
  SettingsChanged,
  AgentChosen,
  ProvisionTold,
  CallEnded,
]);

export const createHandler = (deps: BringOnOrCloseDeps) =>
  createWorker({ schema, operate: bringOnOrClose(deps) });

const clock = systemClock();
const means = { ids: derivedIds(hashing), clock, waiting };
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };
const bucket = requiredEnv('RAW_BUCKET');
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);
// API Gateway's own name for itself ends with a slash.
const ourUrl = requiredEnv('OUR_URL').replace(/\/$/, '');
const rows = dynamoOfOnboarding(table, means);
const scope = businessScope({
  roleArn: requiredEnv('SCOPE_ROLE_ARN'),
  open: (credentials) =>
    dynamoOfLeaving(
      { db: database(waiting, 'worker', credentials), name: table.name },
      means,
      bucketOfLeaving(bucket, credentials),
    ),
  clock,
});

export const handler = createHandler({
  ...rows,
  ...means,
  subscriptions: stripeSubscriptions({ apiUrl: requiredEnv('STRIPE_API_URL'), secrets }),
  ...telnyxProvisioning({ apiUrl: requiredEnv('TELNYX_API_URL'), secrets, publicUrl: ourUrl }),
  ...retellVoice({ apiUrl: requiredEnv('RETELL_API_URL'), secrets, ourUrl, ids: means.ids }),
  locks: pinLocks(secrets),
  leaving: (business) => scope({ business }),
  exporting: (business) => scope({ business }),
  limits: { tallies: rows.tallies, by: hashing, factor: Number(requiredEnv('LIMIT_FACTOR')) },
  release: releaseQuarantined({
    quarantine: rows.quarantine,
    messages: storedVendorMessages(requiredEnv('VENDOR_QUEUE_URL')),
  }),
  returnUrl: onboardingPage(secrets),
});
