import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { resendChecks } from '../../functions/adapters/resend/check-key.ts';
import { retellChecks } from '../../functions/adapters/retell/check-key.ts';
import { keptSecret } from '../../functions/adapters/secrets/kept-secret.ts';
import { stripeChecks } from '../../functions/adapters/stripe/check-key.ts';
import { telnyxChecks } from '../../functions/adapters/telnyx/check-key.ts';
import { checkEnvironment } from '../../functions/domain/health/check-environment.ts';
import type { Place } from './find-place.ts';

/** The check that `/v1/health/env` makes, from this machine: with its credentials, and its way to the vendors. */
export const openEnvironment = ({ stage, secretId, variables, access = {} }: Place) => {
  const client = new SecretsManagerClient(access);
  return {
    check: checkEnvironment({
      secret: keptSecret(secretId, client),
      variables,
      stage,
      vendors: {
        ...stripeChecks(variables),
        ...telnyxChecks(variables),
        ...resendChecks(variables),
        ...retellChecks(variables),
      },
    }),
    close: () => client.destroy(),
  };
};
