import { optionalEnv, requiredEnv } from './env.ts';

type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/**
 * Stands in the bundles for `@aws-sdk/credential-provider-node`, which looks in eight places for what Lambda always puts
 * into the environment: profiles, single sign-on, web identities and instance metadata are a third of every bundle.
 * The SDK calls it by this name and keeps what it got, for as long as the container lives.
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const sessionToken = optionalEnv('AWS_SESSION_TOKEN');
  return {
    accessKeyId: requiredEnv('AWS_ACCESS_KEY_ID'),
    secretAccessKey: requiredEnv('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
  };
};
