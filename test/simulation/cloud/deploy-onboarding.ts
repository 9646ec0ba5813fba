import { dynamoAgentRecords } from '../../../functions/adapters/dynamodb/agent-versions.ts';
import { dynamoBillingConnection } from '../../../functions/adapters/dynamodb/billing-connection.ts';
import { dynamoLineConnection } from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoClosings } from '../../../functions/adapters/dynamodb/closings.ts';
import { dynamoErasure, dynamoForgetCustomer } from '../../../functions/adapters/dynamodb/erasure.ts';
import { dynamoExported } from '../../../functions/adapters/dynamodb/exported.ts';
import { dynamoExports } from '../../../functions/adapters/dynamodb/exports.ts';
import { dynamoLists } from '../../../functions/adapters/dynamodb/lists.ts';
import { dynamoOnboardings } from '../../../functions/adapters/dynamodb/onboardings.ts';
import { dynamoProvisionRegistry } from '../../../functions/adapters/dynamodb/provision-registry.ts';
import { dynamoQuarantine } from '../../../functions/adapters/dynamodb/quarantine.ts';
import { dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import { dynamoTallies } from '../../../functions/adapters/dynamodb/tallies.ts';
import { dynamoTrials } from '../../../functions/adapters/dynamodb/trials.ts';
import { retellAgents } from '../../../functions/adapters/retell/agents.ts';
import { retellNumbers } from '../../../functions/adapters/retell/numbers.ts';
import { platformOf } from '../../../functions/adapters/retell/platform-of.ts';
import { bucketErasure } from '../../../functions/adapters/s3/erasure.ts';
import { bucketArchives } from '../../../functions/adapters/s3/exports.ts';
import { bucketTranscriptReader } from '../../../functions/adapters/s3/transcripts.ts';
import { vendorQueue } from '../../../functions/adapters/sqs/vendor-queue.ts';
import { stripeSubscriptions } from '../../../functions/adapters/stripe/subscriptions.ts';
import { businessScope } from '../../../functions/adapters/sts/business-scope.ts';
import { telnyxMessagingProfiles } from '../../../functions/adapters/telnyx/messaging-profiles.ts';
import { telnyxNumbers } from '../../../functions/adapters/telnyx/numbers.ts';
import { telnyxPhoneProofs } from '../../../functions/adapters/telnyx/phone-proofs.ts';
import { telnyxRegistrations } from '../../../functions/adapters/telnyx/registrations.ts';
import { publishForOnboarding } from '../../../functions/domain/agent/publish-for-onboarding.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { answeredCalls } from '../../../functions/domain/onboarding/await-call.ts';
import { onboardingSteps } from '../../../functions/domain/onboarding/onboarding-steps.ts';
import { limitedProofs } from '../../../functions/domain/provision/limited-proofs.ts';
import { trialPlan } from '../../../functions/domain/subscription/trial.ts';
import { releaseQuarantined } from '../../../functions/domain/vendor-event/release-quarantined.ts';
import { createHandler as continueOnboarding } from '../../../functions/handlers/workers/continue-onboarding.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { NAMES, type Parts, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);
const OUR_URL = 'https://api.sim';

/** The worker that brings businesses to their lines, as its file below functions/handlers puts it together. */
export const onboardingWorker = (parts: Parts) => {
  const { table, clock, waiting, fetch, sqs, s3 } = parts;
  const secrets = secretsOf(parts);
  const telnyx = { apiUrl: 'https://telnyx.sim/v2', secrets, publicUrl: OUR_URL, fetch };
  const retell = { apiUrl: 'https://retell.sim', secrets, ourUrl: OUR_URL, ids, fetch };
  const settings = dynamoSettings(table, waiting);
  const messages = vendorQueue(NAMES, hashing, sqs, s3);
  const vendors = {
    subscriptions: stripeSubscriptions({ apiUrl: 'https://stripe.sim', secrets, fetch }),
    trials: trialPlan({ trials: dynamoTrials(table, waiting), by: hashing, clock }),
    numbers: telnyxNumbers(telnyx),
    profiles: telnyxMessagingProfiles(telnyx),
    registrations: telnyxRegistrations(telnyx),
    voiceNumbers: retellNumbers(retell),
  };
  const agents = retellAgents(retell);
  const scope = businessScope(
    {
      roleArn: 'scope',
      open: (credentials) => {
        const own = parts.tableAs(credentials);
        const own3 = parts.s3As(credentials);
        return {
          exports: dynamoExports(own, ids, waiting),
          exported: dynamoExported(own, bucketTranscriptReader(NAMES.bucket, own3), clock),
          archives: bucketArchives(NAMES.bucket, own3),
          objects: bucketErasure(NAMES.bucket, own3),
          rows: dynamoErasure(own, clock),
          closings: dynamoClosings(own, ids, clock, waiting),
        };
      },
      clock,
    },
    parts.sts,
  );
  return continueOnboarding({
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
      proofs: limitedProofs({
        proofs: telnyxPhoneProofs(telnyx),
        limits: { tallies: dynamoTallies(() => table), by: hashing, factor: 1 },
        clock,
      }),
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
};
