import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoLimits } from '../../adapters/dynamodb/limits.ts';
import { dynamoOfBusiness } from '../../adapters/dynamodb/of-business.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { dynamoRequests } from '../../adapters/dynamodb/requests.ts';
import { retellPlayground } from '../../adapters/retell/playground.ts';
import { bucketArchiveAddress } from '../../adapters/s3/exports.ts';
import { bucketRecordingAddress } from '../../adapters/s3/recordings.ts';
import { bucketTranscriptReader, s3As } from '../../adapters/s3/transcripts.ts';
import { offerKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { billingPage } from '../../adapters/stripe/dashboard-pages.ts';
import { stripeSubscriptions } from '../../adapters/stripe/subscriptions.ts';
import { businessScope } from '../../adapters/sts/business-scope.ts';
import { ownerRoutes } from '../../contracts/api/owner.ts';
import { BusinessId } from '../../contracts/ids.ts';
import { type OwnerDeps, ownerAnswers } from '../../domain/business/answer-owner.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import type { CapDeps } from '../../domain/limit/count-today.ts';
import { type LimitRequestDeps, limitRequest } from '../../domain/limit/limit-request.ts';
import { admission } from '../../domain/person/admission.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { peopleGate } from '../../runtime/gate.ts';
import { hashing } from '../../runtime/hashing.ts';
import { type ApiDeps, createHttpApi } from '../../runtime/http-api.ts';
import { nonce } from '../../runtime/nonce.ts';
import { fromDistribution } from '../../runtime/origin-secret.ts';
import { randomBytes32 } from '../../runtime/random-bytes.ts';
import { sayRefused } from '../../runtime/refusals.ts';
import { sealedBy } from '../../runtime/sealing.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = (deps: OwnerDeps & ApiDeps & { limits: LimitRequestDeps & CapDeps }) =>
  createHttpApi({
    ...deps,
    limit: limitRequest(deps.limits),
    routes: ownerRoutes,
    answers: ownerAnswers(deps),
  });

const clock = systemClock();
const ids = derivedIds(hashing);
const name = requiredEnv('TABLE_NAME');
const bucket = requiredEnv('RAW_BUCKET');
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);
const retell = { apiUrl: requiredEnv('RETELL_API_URL'), secrets };
const table = { db: database(waiting, 'screen'), name };
const scope = businessScope({
  roleArn: requiredEnv('SCOPE_ROLE_ARN'),
  open: (credentials) => {
    const own = { db: database(waiting, 'screen', credentials), name };
    return {
      table: own,
      ...dynamoOfBusiness(own, { ids, clock, waiting }),
      transcripts: bucketTranscriptReader(bucket, s3As(credentials)),
      recordingAddress: bucketRecordingAddress(bucket, s3As(credentials)),
      archiveAddress: bucketArchiveAddress(bucket, s3As(credentials)),
    };
  },
  clock,
});
/** Every route of members names a business. */
const reaching = async ({ businessId }: { businessId?: BusinessId | undefined }) =>
  (await scope({ business: BusinessId.parse(businessId) })).table;

export const handler = createHandler({
  isFromDistribution: fromDistribution(requiredEnv('ORIGIN_SECRET')),
  of: (business) => scope({ business }),
  gate: peopleGate(admission(dynamoPeople(table, waiting), 'owners', clock)),
  requests: dynamoRequests(reaching, hashing),
  limits: { ...dynamoLimits(reaching), factor: Number(requiredEnv('LIMIT_FACTOR')), by: hashing },
  subscriptions: stripeSubscriptions({ apiUrl: requiredEnv('STRIPE_API_URL'), secrets }),
  billingUrl: billingPage(secrets),
  rehearsals: { agent: retellPlayground(retell), offerKeys: offerKeys(secrets), sayRefused },
  seal: sealedBy(randomBytes32),
  liveUrl: requiredEnv('LIVE_URL'),
  nonce,
  by: hashing,
  hashing,
  clock,
});
