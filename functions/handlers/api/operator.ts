import { cognitoSwitch } from '../../adapters/cognito/account-switch.ts';
import { cognitoAccounts, poolOf } from '../../adapters/cognito/accounts.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoLimits } from '../../adapters/dynamodb/limits.ts';
import { dynamoOperatorRows } from '../../adapters/dynamodb/operator-rows.ts';
import { dynamoRequests } from '../../adapters/dynamodb/requests.ts';
import { codeKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { operatorRoutes } from '../../contracts/api/operator.ts';
import { operatorAccountRoutes } from '../../contracts/api/operator-account.ts';
import { partnerKeyRoutes } from '../../contracts/api/partner-keys.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type LimitRequestDeps, limitRequest } from '../../domain/limit/limit-request.ts';
import { type OperatorAccountDeps, operatorAccountAnswers } from '../../domain/operator/answer-account.ts';
import { type OperatorDeps, operatorAnswers } from '../../domain/operator/answer-operator.ts';
import { type PartnerKeyDeps, partnerKeyAnswers } from '../../domain/partner/answer-partner-keys.ts';
import { admission } from '../../domain/person/admission.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { operatorGate } from '../../runtime/gate.ts';
import { hashing, sha256 } from '../../runtime/hashing.ts';
import { type ApiDeps, createHttpApi } from '../../runtime/http-api.ts';
import { log } from '../../runtime/log.ts';
import { nonce } from '../../runtime/nonce.ts';
import { fromDistribution } from '../../runtime/origin-secret.ts';
import { randomBytes32 } from '../../runtime/random-bytes.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = (
  deps: OperatorAccountDeps & OperatorDeps & PartnerKeyDeps & ApiDeps & { limits: LimitRequestDeps },
) =>
  createHttpApi({
    ...deps,
    limit: limitRequest(deps.limits),
    routes: { ...operatorAccountRoutes, ...operatorRoutes, ...partnerKeyRoutes },
    answers: { ...operatorAccountAnswers(deps), ...operatorAnswers(deps), ...partnerKeyAnswers(deps) },
  });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting, 'screen'), name: requiredEnv('TABLE_NAME') };
const pool = poolOf(requiredEnv);
const rows = dynamoOperatorRows(table, ids, clock, waiting);
const keys = codeKeys(stageSecret(requiredEnv('SECRET_ID'), clock));

export const handler = createHandler({
  isFromDistribution: fromDistribution(requiredEnv('ORIGIN_SECRET')),
  accounts: cognitoAccounts(pool, clock),
  ...rows,
  switches: { owners: cognitoSwitch(requiredEnv('OWNERS_POOL_ID')), operators: cognitoSwitch(pool.poolId) },
  secret: randomBytes32,
  sha256,
  looked: (look) => log.info('operator.looked', look),
  gate: operatorGate(admission(rows.people, 'operators', clock)),
  requests: dynamoRequests(async () => table, hashing),
  limits: {
    ...dynamoLimits(() => table),
    factor: Number(requiredEnv('LIMIT_FACTOR')),
    by: hashing,
    fingerprintKeys: keys,
  },
  codeKeys: keys,
  by: hashing,
  hashing,
  ids,
  nonce,
  clock,
});
