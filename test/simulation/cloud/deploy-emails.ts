import { dynamoOfEmails } from '../../../functions/adapters/dynamodb/of-emails.ts';
import { resendMail } from '../../../functions/adapters/resend/emails.ts';
import { codeKeys } from '../../../functions/adapters/secrets/stage-secret.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { createHandler as sendEmail } from '../../../functions/handlers/workers/send-email.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { type Parts, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);

/** The worker of everything that goes out by e-mail, as its file below functions/handlers puts it together. */
export const emailSender = (parts: Parts) => {
  const { table, clock, waiting } = parts;
  const secrets = secretsOf(parts);
  return sendEmail({
    ...dynamoOfEmails(table, ids, waiting),
    ...resendMail({
      // Resend's SDK takes no fetch: the process's own leads to the simulation.
      apiUrl: 'https://resend.sim',
      secrets,
      from: 'CloudGreet <hello@cloudgreet.example>',
      replyTo: 'support@cloudgreet.example',
    }),
    codeKeys: codeKeys(secrets),
    by: hashing,
    ids,
    clock,
  });
};
