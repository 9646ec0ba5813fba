import { cognitoAccounts, poolOf } from '../../adapters/cognito/accounts.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoCodes } from '../../adapters/dynamodb/codes.ts';
import { dynamoLimits } from '../../adapters/dynamodb/limits.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { dynamoReachability } from '../../adapters/dynamodb/reachability.ts';
import { dynamoRequests } from '../../adapters/dynamodb/requests.ts';
import { dynamoOpening, dynamoSettings } from '../../adapters/dynamodb/settings.ts';
import { dynamoTeam } from '../../adapters/dynamodb/team.ts';
import { codeKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { businessScope } from '../../adapters/sts/business-scope.ts';
import { healthRoutes } from '../../contracts/api/health.ts';
import type { PersonId } from '../../contracts/api/people.ts';
import { peopleRoutes } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type HealthDeps, healthAnswers } from '../../domain/health/health-answers.ts';
import { type LimitRequestDeps, limitRequest } from '../../domain/limit/limit-request.ts';
import { admission } from '../../domain/person/admission.ts';
import { type PeopleDeps, peopleAnswers } from '../../domain/person/answer-people.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { peopleGate } from '../../runtime/gate.ts';
import { hashing } from '../../runtime/hashing.ts';
import { type ApiDeps, createHttpApi } from '../../runtime/http-api.ts';
import { nonce } from '../../runtime/nonce.ts';
import { fromDistribution } from '../../runtime/origin-secret.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = (deps: PeopleDeps & HealthDeps & ApiDeps & { limits: LimitRequestDeps }) =>
  createHttpApi({
    ...deps,
    limit: limitRequest(deps.limits),
    routes: { ...peopleRoutes, ...healthRoutes },
    answers: { ...peopleAnswers(deps), ...healthAnswers(deps) },
  });

type Holder = { readonly businessId?: BusinessId | undefined; readonly personId?: PersonId | undefined };

const clock = systemClock();
const ids = derivedIds(hashing);
const name = requiredEnv('TABLE_NAME');
const table = { db: database(waiting, 'screen'), name };
const people = dynamoPeople(table, waiting);
const scope = businessScope({
  roleArn: requiredEnv('SCOPE_ROLE_ARN'),
  open: (credentials) => ({ db: database(waiting, 'screen', credentials), name }),
  clock,
});
/** By credentials for the business and who asks, where it is about one. */
const reaching = ({ businessId: business, personId: person }: Holder) =>
  business && person ? scope({ business, person }) : table;
const keys = codeKeys(stageSecret(requiredEnv('SECRET_ID'), clock));

export const handler = createHandler({
  isFromDistribution: fromDistribution(requiredEnv('ORIGIN_SECRET')),
  accounts: cognitoAccounts(poolOf(requiredEnv), clock),
  people,
  codes: dynamoCodes(table, ids),
  teamOf: async (business, person) => dynamoTeam(await scope({ business, person }), waiting),
  settingsFor: async (business, person) => dynamoSettings(await scope({ business, person }), waiting),
  openingFor: async (business, person) => dynamoOpening(await scope({ business, person }), waiting),
  gate: peopleGate(admission(people, 'owners', clock)),
  requests: dynamoRequests(async (holder) => reaching(holder), hashing),
  limits: {
    ...dynamoLimits(reaching),
    factor: Number(requiredEnv('LIMIT_FACTOR')),
    by: hashing,
    fingerprintKeys: keys,
  },
  reachability: dynamoReachability(table),
  codeKeys: keys,
  by: hashing,
  hashing,
  ids,
  nonce,
  clock,
});
