import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoLimits } from '../../adapters/dynamodb/limits.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { resendChecks } from '../../adapters/resend/check-key.ts';
import { retellChecks } from '../../adapters/retell/check-key.ts';
import { keptSecret, secretsManager } from '../../adapters/secrets/kept-secret.ts';
import { stripeChecks } from '../../adapters/stripe/check-key.ts';
import { telnyxChecks } from '../../adapters/telnyx/check-key.ts';
import { environmentRoutes } from '../../contracts/api/health.ts';
import { StageSettings } from '../../contracts/setting-forms.ts';
import { type EnvironmentAnswersDeps, environmentAnswers } from '../../domain/health/environment-answers.ts';
import { type LimitRequestDeps, limitRequest } from '../../domain/limit/limit-request.ts';
import { admission } from '../../domain/person/admission.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { operatorGate } from '../../runtime/gate.ts';
import { hashing } from '../../runtime/hashing.ts';
import { type ApiDeps, createHttpApi } from '../../runtime/http-api.ts';
import { fromDistribution } from '../../runtime/origin-secret.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = (deps: EnvironmentAnswersDeps & ApiDeps & { limits: LimitRequestDeps }) =>
  createHttpApi({
    ...deps,
    limit: limitRequest(deps.limits),
    routes: environmentRoutes,
    answers: environmentAnswers(deps),
  });

const clock = systemClock();
const table = { db: database(waiting, 'screen'), name: requiredEnv('TABLE_NAME') };
const variables = StageSettings.parse(JSON.parse(requiredEnv('STAGE_SETTINGS')));

export const handler = createHandler({
  isFromDistribution: fromDistribution(requiredEnv('ORIGIN_SECRET')),
  environment: {
    secret: keptSecret(requiredEnv('SECRET_ID'), secretsManager()),
    variables,
    stage: requiredEnv('STAGE'),
    commit: requiredEnv('COMMIT'),
    vendors: {
      ...stripeChecks(variables),
      ...telnyxChecks(variables),
      ...resendChecks(variables),
      ...retellChecks(variables),
    },
  },
  gate: operatorGate(admission(dynamoPeople(table, waiting), 'operators', clock)),
  limits: { ...dynamoLimits(() => table), factor: Number(requiredEnv('LIMIT_FACTOR')), by: hashing },
  hashing,
  clock,
});
