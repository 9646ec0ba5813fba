import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keptSecret } from '../../functions/adapters/secrets/kept-secret.ts';
import type { Place } from './find-place.ts';

/** The secret of one stage, with the credentials of whoever changes it. */
export const openSecret = ({ secretId, access = {} }: Place) => {
  const client = new SecretsManagerClient(access);
  return { ...keptSecret(secretId, client), close: () => client.destroy() };
};
export type OpenSecret = ReturnType<typeof openSecret>;
