import * as z from 'zod/mini';
import { dynamoAgentRecords } from '../../adapters/dynamodb/agent-versions.ts';
import { dynamoBillingConnection } from '../../adapters/dynamodb/billing-connection.ts';
import { dynamoLineConnection } from '../../adapters/dynamodb/business-creation.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoClosings } from '../../adapters/dynamodb/closings.ts';
import { dynamoErasure, dynamoForgetCustomer } from '../../adapters/dynamodb/erasure.ts';
import { dynamoExported } from '../../adapters/dynamodb/exported.ts';
import { dynamoExports } from '../../adapters/dynamodb/exports.ts';
import { dynamoLists } from '../../adapters/dynamodb/lists.ts';
import { dynamoOnboardings } from '../../adapters/dynamodb/onboardings.ts';
import { dynamoProvisionRegistry } from '../../adapters/dynamodb/provision-registry.ts';
import { dynamoQuarantine } from '../../adapters/dynamodb/quarantine.ts';
import { dynamoSettings } from '../../adapters/dynamodb/settings.ts';
import { dynamoTallies } from '../../adapters/dynamodb/tallies.ts';
import { dynamoTrials } from '../../adapters/dynamodb/trials.ts';
import { retellAgents } from '../../adapters/retell/agents.ts';
import { retellNumbers } from '../../adapters/retell/numbers.ts';
import { platformOf } from '../../adapters/retell/platform-of.ts';
import { bucketErasure } from '../../adapters/s3/erasure.ts';
import { bucketArchives } from '../../adapters/s3/exports.ts';
import { bucketTranscriptReader, s3As } from '../../adapters/s3/transcripts.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { vendorQueue } from '../../adapters/sqs/vendor-queue.ts';
import { stripeSubscriptions } from '../../adapters/stripe/subscriptions.ts';
import { businessScope } from '../../adapters/sts/business-scope.ts';
import { telnyxMessagingProfiles } from '../../adapters/telnyx/messaging-profiles.ts';
import { telnyxNumbers } from '../../adapters/telnyx/numbers.ts';
import { telnyxPhoneProofs } from '../../adapters/telnyx/phone-proofs.ts';
import { telnyxRegistrations } from '../../adapters/telnyx/registrations.ts';
import {
  CallEnded,
  ClosingRequested,
  ErasureRequested,
  ExportRequested,
  OnboardingRequested,
  ProvisionTold,
  SettingsChanged,
  SubscriptionChanged,
} from '../../contracts/events.ts';
import { publishForOnboarding } from '../../domain/agent/publish-for-onboarding.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type BringOnOrCloseDeps, bringOnOrClose } from '../../domain/leaving/bring-on-or-close.ts';
import { answeredCalls } from '../../domain/onboarding/await-call.ts';
import { onboardingSteps } from '../../domain/onboarding/onboarding-steps.ts';
import { limitedProofs } from '../../domain/provision/limited-proofs.ts';
import { trialPlan } from '../../domain/subscription/trial.ts';
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
  ProvisionTold,
  CallEnded,
]);

export const createHandler = (deps: BringOnOrCloseDeps) =>
  createWorker({ schema, operate: bringOnOrClose(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);
// API Gateway's own name for itself ends with a slash.
const ourUrl = requiredEnv('OUR_URL').replace(/\/$/, '');
const telnyx = { apiUrl: requiredEnv('TELNYX_API_URL'), secrets, publicUrl: ourUrl };
const retell = { apiUrl: requiredEnv('RETELL_API_URL'), secrets, ourUrl, ids };
const bucket = requiredEnv('RAW_BUCKET');
const limits = {
  tallies: dynamoTallies(() => table),
  by: hashing,
  factor: Number(requiredEnv('LIMIT_FACTOR')),
};
const settings = dynamoSettings(table, waiting);
const messages = vendorQueue({ queueUrl: requiredEnv('VENDOR_QUEUE_URL'), bucket }, hashing);

const scope = businessScope({
  roleArn: requiredEnv('SCOPE_ROLE_ARN'),
  open: (credentials) => {
    const own = { db: database(waiting, 'worker', credentials), name: table.name };
    const s3 = s3As(credentials);
    return {
      exports: dynamoExports(own, ids, waiting),
      exported: dynamoExported(own, bucketTranscriptReader(bucket, s3), clock),
      archives: bucketArchives(bucket, s3As(credentials, 'archive')),
      objects: bucketErasure(bucket, s3),
      rows: dynamoErasure(own, clock),
      closings: dynamoClosings(own, ids, clock, waiting),
    };
  },
  clock,
});
const vendors = {
  subscriptions: stripeSubscriptions({ apiUrl: requiredEnv('STRIPE_API_URL'), secrets }),
  trials: trialPlan({ trials: dynamoTrials(table, waiting), by: hashing, clock }),
  numbers: telnyxNumbers(telnyx),
  profiles: telnyxMessagingProfiles(telnyx),
  registrations: telnyxRegistrations(telnyx),
  voiceNumbers: retellNumbers(retell),
};
const agents = retellAgents(retell);

export const handler = createHandler({
  leaving: (business) => scope({ business }),
  exporting: (business) => scope({ business }),
  forgetCustomer: dynamoForgetCustomer(table),
  ...vendors,
  agents,
  onboardings: dynamoOnboardings(table, ids, clock, waiting),
  closings: dynamoClosings(table, ids, clock, waiting),
  settings,
  clock,
  steps: onboardingSteps({
    ...vendors,
    billing: dynamoBillingConnection(table, waiting),
    lines: dynamoLineConnection(table, waiting),
    release: releaseQuarantined({ quarantine: dynamoQuarantine(table), messages }),
    returnUrl: async (businessId) =>
      `${(await platformOf(secrets)).webUrl}/businesses/${businessId}/onboarding`,
    proofs: limitedProofs({ proofs: telnyxPhoneProofs(telnyx), limits, clock }),
    claims: dynamoProvisionRegistry(table),
    publishAgent: publishForOnboarding({
      records: dynamoAgentRecords(table, ids, waiting),
      agents,
      settings,
      ids,
      clock,
    }),
    calls: answeredCalls(dynamoLists(table)),
  }),
});
