import type { EndpointId, PartnerId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import type { Endpoints } from './ports.ts';

/** Refuses with `endpoint_not_found`: another's endpoint does not exist. */
export const foundEndpoint = async (
  endpoints: Pick<Endpoints, 'find'>,
  partnerId: PartnerId,
  id: EndpointId,
): Promise<Endpoint> => {
  const endpoint = await endpoints.find(partnerId, id);
  if (!endpoint) throw new Refusal('endpoint_not_found');
  return endpoint;
};

/** One that something may be sent to. Refuses with `endpoint_not_found`, `endpoint_disabled`. */
export const activeEndpoint = async (
  endpoints: Pick<Endpoints, 'find'>,
  partnerId: PartnerId,
  id: EndpointId,
): Promise<Endpoint> => {
  const endpoint = await foundEndpoint(endpoints, partnerId, id);
  if (endpoint.state === 'disabled') throw new Refusal('endpoint_disabled');
  return endpoint;
};
