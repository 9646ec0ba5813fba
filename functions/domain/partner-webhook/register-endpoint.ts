import type { PartnerEventName } from '../../contracts/api/partner-webhooks.ts';
import type { PartnerId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import type { EndpointAddresses, Endpoints } from './ports.ts';

export type RegisterDeps = {
  readonly endpoints: Pick<Endpoints, 'find' | 'register'>;
  readonly addresses: EndpointAddresses;
  readonly ids: DerivedIds;
  /** `whsec_` and 32 bytes by chance in base64. */
  readonly newSecret: () => string;
};

/** `secret`: what deliveries are signed with, which is told this once. A repeat makes nothing and has none to tell. */
export type WithSecret = { readonly endpoint: Endpoint; readonly secret: string | undefined };

/**
 * Has events sent to an address. `occasion` stands for the request: asked twice, there is one. Refuses with
 * `address_refused` where it leads inside, or to nowhere, and with `too_many_endpoints`.
 */
export const registerEndpoint =
  ({ endpoints, addresses, ids, newSecret }: RegisterDeps) =>
  async (
    partnerId: PartnerId,
    { url, events }: { readonly url: string; readonly events: readonly PartnerEventName[] },
    occasion: string,
    nowMs: number,
  ): Promise<WithSecret> => {
    const id = ids.webhookEndpoint(occasion);
    const known = await endpoints.find(partnerId, id);
    if (known) return { endpoint: known, secret: undefined };
    if (!(await addresses.isAllowed(url))) throw new Refusal('address_refused', { fields: ['url'] });
    const secret = newSecret();
    const since = new Date(nowMs).toISOString();
    const endpoint: Endpoint = {
      v: 1,
      id,
      partnerId,
      url,
      events,
      secrets: [{ secret, occasion, since }],
      state: 'active',
      since,
      version: 1,
    };
    const outcome = await endpoints.register(endpoint);
    if (outcome === 'full') throw new Refusal('too_many_endpoints');
    if (outcome === 'registered') return { endpoint, secret };
    return { endpoint: (await endpoints.find(partnerId, id)) ?? endpoint, secret: undefined };
  };
