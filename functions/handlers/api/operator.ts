import { cognitoAccounts } from '../../adapters/cognito/accounts.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoCodes } from '../../adapters/dynamodb/codes.ts';
import { dynamoOperators } from '../../adapters/dynamodb/operators.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { dynamoRequests } from '../../adapters/dynamodb/requests.ts';
import { codeKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { operatorAccountRoutes } from '../../contracts/api/operator-account.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type OperatorAccountDeps, operatorAccountAnswers } from '../../domain/operator/answer-account.ts';
import { admission } from '../../domain/person/admission.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { operatorGate } from '../../runtime/gate.ts';
import { hashing } from '../../runtime/hashing.ts';
import { type ApiDeps, createHttpApi } from '../../runtime/http-api.ts';
import { nonce } from '../../runtime/nonce.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = (deps: OperatorAccountDeps & ApiDeps) =>
  createHttpApi({
    ...deps,
    routes: { ...operatorAccountRoutes },
    answers: { ...operatorAccountAnswers(deps) },
  });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting, 'screen'), name: requiredEnv('TABLE_NAME') };
const people = dynamoPeople(table, waiting);

export const handler = createHandler({
  isFromDistribution: () => true,
  accounts: cognitoAccounts(
    {
      poolId: requiredEnv('POOL_ID'),
      clientId: requiredEnv('POOL_CLIENT_ID'),
      sessionDays: Number(requiredEnv('SESSION_DAYS')),
    },
    clock,
  ),
  people,
  operators: dynamoOperators(table, ids, waiting),
  codes: dynamoCodes(table, ids),
  gate: operatorGate(admission(people, 'operators', clock)),
  requests: dynamoRequests(async () => table, hashing),
  codeKeys: codeKeys(stageSecret(requiredEnv('SECRET_ID'), clock)),
  by: hashing,
  hashing,
  ids,
  nonce,
  clock,
});
