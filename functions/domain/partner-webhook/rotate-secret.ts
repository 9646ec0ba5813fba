import type { EndpointId, PartnerId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { withSecret } from './endpoint.ts';
import { foundEndpoint } from './found-endpoint.ts';
import type { Endpoints } from './ports.ts';
import type { WithSecret } from './register-endpoint.ts';

/** Several who change the same endpoint at once: each gets their turn. */
const READINGS = 5;

/**
 * Makes another secret; the one before it signs beside it for a day. `occasion` stands for the request: asked twice, there
 * is one. Refuses with `endpoint_not_found`, `changed_meanwhile`.
 */
export const rotateSecret =
  (deps: { readonly endpoints: Pick<Endpoints, 'find' | 'setSecrets'>; readonly newSecret: () => string }) =>
  async (partnerId: PartnerId, id: EndpointId, occasion: string, nowMs: number): Promise<WithSecret> => {
    const { endpoints, newSecret } = deps;
    for (let reading = 1; reading <= READINGS; reading += 1) {
      const endpoint = await foundEndpoint(endpoints, partnerId, id);
      if (endpoint.secrets.some((one) => one.occasion === occasion)) return { endpoint, secret: undefined };
      const secret = newSecret();
      const secrets = withSecret(endpoint, { secret, occasion }, nowMs);
      if ((await endpoints.setSecrets(endpoint, secrets)) === 'done')
        return { endpoint: { ...endpoint, secrets, version: endpoint.version + 1 }, secret };
    }
    throw new Refusal('changed_meanwhile');
  };
