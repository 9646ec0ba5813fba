import * as z from 'zod/mini';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoOfEmails } from '../../adapters/dynamodb/of-emails.ts';
import { resendMail } from '../../adapters/resend/emails.ts';
import { codeKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { AlertRequested, AppointmentBooked, CodeRequested } from '../../contracts/events.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type SendEmailDeps, sendEmail } from '../../domain/email/send-email.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

const schema = z.discriminatedUnion('name', [AppointmentBooked, AlertRequested, CodeRequested]);

export const createHandler = (deps: SendEmailDeps) => createWorker({ schema, operate: sendEmail(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);

export const handler = createHandler({
  ...dynamoOfEmails({ db: database(waiting), name: requiredEnv('TABLE_NAME') }, ids, waiting),
  ...resendMail({
    apiUrl: requiredEnv('RESEND_API_URL'),
    secrets,
    from: requiredEnv('EMAIL_FROM'),
    replyTo: requiredEnv('EMAIL_REPLY_TO'),
  }),
  codeKeys: codeKeys(secrets),
  by: hashing,
  ids,
  clock,
});
