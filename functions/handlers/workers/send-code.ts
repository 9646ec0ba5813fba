import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoCodes } from '../../adapters/dynamodb/codes.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { resendCodes } from '../../adapters/resend/emails.ts';
import { codeKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { CodeRequested } from '../../contracts/events.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type SendCodeDeps, sendCode } from '../../domain/person/send-code.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

export const createHandler = (deps: SendCodeDeps) =>
  createWorker({ schema: CodeRequested, operate: sendCode(deps) });

const clock = systemClock();
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);

export const handler = createHandler({
  codes: dynamoCodes(table, derivedIds(hashing)),
  people: dynamoPeople(table, waiting),
  sender: resendCodes({
    apiUrl: requiredEnv('RESEND_API_URL'),
    secrets,
    from: requiredEnv('EMAIL_FROM'),
    replyTo: requiredEnv('EMAIL_REPLY_TO'),
  }),
  by: hashing,
  codeKeys: codeKeys(secrets),
  clock,
});
