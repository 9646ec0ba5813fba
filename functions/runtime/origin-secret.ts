import { ORIGIN_SECRET_HEADER, ORIGIN_SECRET_VARIABLE, originSecretsIn } from '../contracts/origin-secret.ts';
import { sameBytes } from './signing.ts';

/** Whether a request came through the distribution, where it was filtered, and not to the API's own address. */
export type IsFromDistribution = (headers: Readonly<Record<string, string | undefined>>) => boolean;

/** Throws where `live` holds no secret at all: a function that cannot tell must not start. */
export const fromDistribution = (live: string): IsFromDistribution => {
  const secrets = originSecretsIn(live);
  if (secrets.length === 0) throw new Error(`${ORIGIN_SECRET_VARIABLE} holds no secret`);
  return (headers) => {
    const shown = originSecretsIn(headers[ORIGIN_SECRET_HEADER] ?? '');
    // Each with each, also after one that fits: how long it takes says nothing.
    return shown.flatMap((one) => secrets.map((secret) => sameBytes(one, secret))).includes(true);
  };
};
