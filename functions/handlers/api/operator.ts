import { cognitoSwitch } from '../../adapters/cognito/account-switch.ts';
import { cognitoAccounts } from '../../adapters/cognito/accounts.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoCodes } from '../../adapters/dynamodb/codes.ts';
import { dynamoDirectory } from '../../adapters/dynamodb/directory.ts';
import { dynamoLists } from '../../adapters/dynamodb/lists.ts';
import { dynamoOperators } from '../../adapters/dynamodb/operators.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { dynamoQuarantine } from '../../adapters/dynamodb/quarantine.ts';
import { dynamoRequests } from '../../adapters/dynamodb/requests.ts';
import { dynamoSettings } from '../../adapters/dynamodb/settings.ts';
import { dynamoTeam } from '../../adapters/dynamodb/team.ts';
import { codeKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { operatorRoutes } from '../../contracts/api/operator.ts';
import { operatorAccountRoutes } from '../../contracts/api/operator-account.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type OperatorAccountDeps, operatorAccountAnswers } from '../../domain/operator/answer-account.ts';
import { type OperatorDeps, operatorAnswers } from '../../domain/operator/answer-operator.ts';
import { admission } from '../../domain/person/admission.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { operatorGate } from '../../runtime/gate.ts';
import { hashing } from '../../runtime/hashing.ts';
import { type ApiDeps, createHttpApi } from '../../runtime/http-api.ts';
import { log } from '../../runtime/log.ts';
import { nonce } from '../../runtime/nonce.ts';
import { fromDistribution } from '../../runtime/origin-secret.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = (deps: OperatorAccountDeps & OperatorDeps & ApiDeps) =>
  createHttpApi({
    ...deps,
    routes: { ...operatorAccountRoutes, ...operatorRoutes },
    answers: { ...operatorAccountAnswers(deps), ...operatorAnswers(deps) },
  });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting, 'screen'), name: requiredEnv('TABLE_NAME') };
const poolId = requiredEnv('POOL_ID');
const people = dynamoPeople(table, waiting);

export const handler = createHandler({
  isFromDistribution: fromDistribution(requiredEnv('ORIGIN_SECRET')),
  accounts: cognitoAccounts(
    {
      poolId,
      clientId: requiredEnv('POOL_CLIENT_ID'),
      sessionDays: Number(requiredEnv('SESSION_DAYS')),
    },
    clock,
  ),
  people,
  operators: dynamoOperators(table, ids, waiting),
  codes: dynamoCodes(table, ids),
  switches: { owners: cognitoSwitch(requiredEnv('OWNERS_POOL_ID')), operators: cognitoSwitch(poolId) },
  directory: dynamoDirectory(table),
  settings: dynamoSettings(table, waiting),
  team: dynamoTeam(table, waiting),
  lists: dynamoLists(table),
  quarantine: dynamoQuarantine(table),
  looked: (look) => log.info('operator.looked', look),
  gate: operatorGate(admission(people, 'operators', clock)),
  requests: dynamoRequests(async () => table, hashing),
  codeKeys: codeKeys(stageSecret(requiredEnv('SECRET_ID'), clock)),
  by: hashing,
  hashing,
  ids,
  nonce,
  clock,
});
