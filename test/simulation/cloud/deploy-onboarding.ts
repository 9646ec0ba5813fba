import { dynamoOfLeaving } from '../../../functions/adapters/dynamodb/of-leaving.ts';
import { dynamoOfOnboarding } from '../../../functions/adapters/dynamodb/of-onboarding.ts';
import { retellVoice } from '../../../functions/adapters/retell/voice-vendor.ts';
import { bucketErasure } from '../../../functions/adapters/s3/erasure.ts';
import { bucketArchives } from '../../../functions/adapters/s3/exports.ts';
import { bucketTranscriptReader } from '../../../functions/adapters/s3/transcripts.ts';
import { pinLocks } from '../../../functions/adapters/secrets/pin-locks.ts';
import { storedVendorMessages } from '../../../functions/adapters/sqs/vendor-queue.ts';
import { onboardingPage } from '../../../functions/adapters/stripe/dashboard-pages.ts';
import { stripeSubscriptions } from '../../../functions/adapters/stripe/subscriptions.ts';
import { businessScope } from '../../../functions/adapters/sts/business-scope.ts';
import { telnyxProvisioning } from '../../../functions/adapters/telnyx/provisioning.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { releaseQuarantined } from '../../../functions/domain/vendor-event/release-quarantined.ts';
import { createHandler as continueOnboarding } from '../../../functions/handlers/workers/continue-onboarding.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { NAMES, type Parts, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);
const OUR_URL = 'https://api.sim';

/** The worker that brings businesses to their lines, as its file below functions/handlers puts it together. */
export const onboardingWorker = (parts: Parts) => {
  const { table, clock, waiting, fetch, sqs } = parts;
  const means = { ids, clock, waiting };
  const secrets = secretsOf(parts);
  const rows = dynamoOfOnboarding(table, means);
  const scope = businessScope(
    {
      roleArn: 'scope',
      open: (credentials) => {
        const own3 = parts.s3As(credentials);
        return dynamoOfLeaving(parts.tableAs(credentials), means, ({ isHeld }) => ({
          archives: bucketArchives(NAMES.bucket, own3),
          objects: bucketErasure(NAMES.bucket, own3, isHeld),
          transcripts: bucketTranscriptReader(NAMES.bucket, own3),
        }));
      },
      clock,
    },
    parts.sts,
  );
  return continueOnboarding({
    ...rows,
    ...means,
    subscriptions: stripeSubscriptions({ apiUrl: 'https://stripe.sim', secrets, fetch }),
    ...telnyxProvisioning({ apiUrl: 'https://telnyx.sim/v2', secrets, publicUrl: OUR_URL, fetch }),
    ...retellVoice({ apiUrl: 'https://retell.sim', secrets, ourUrl: OUR_URL, ids, fetch }),
    locks: pinLocks(secrets),
    leaving: (business) => scope({ business }),
    exporting: (business) => scope({ business }),
    limits: { tallies: rows.tallies, by: hashing, factor: 1 },
    release: releaseQuarantined({
      quarantine: rows.quarantine,
      messages: storedVendorMessages(NAMES.queueUrl, sqs),
    }),
    returnUrl: onboardingPage(secrets),
  });
};
