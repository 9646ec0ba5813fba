import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { endpointUrl } from '../../domain/partner-webhook/endpoint-url.ts';
import type { EndpointAddresses, Unreachable } from '../../domain/partner-webhook/ports.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** Every address that a name has now. Throws where it has none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** By the machine's own resolver. Those of IPv4 first: a Lambda function outside a VPC reaches no others. */
export const systemResolve: Resolve = async (name) =>
  (await lookup(name, { all: true, order: 'ipv4first' })).map(({ address }) => address);

export type AddressRules = {
  readonly resolve: Resolve;
  /** Stage local: a developer's own program listens on this machine. */
  readonly allowLoopback: boolean;
};

/** Where a request to a URL is to go: the address that was checked, and not the name, which may have another by then. */
export type Place = { readonly url: URL; readonly address: string };

/**
 * Looks the host of a URL up. If one of its addresses leads inside, none is taken: whoever mixes them wants us to take the
 * wrong one.
 */
export const placeOf = async (
  text: string,
  { resolve, allowLoopback }: AddressRules,
): Promise<Place | Extract<Unreachable, 'address_refused' | 'name_not_found'>> => {
  const url = endpointUrl(text, { allowLoopback });
  if (!url) return 'address_refused';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // endpointUrl lets no number through but this machine's own, in stage local.
  if (isIP(host)) return { url, address: host };
  let addresses: readonly string[];
  try {
    addresses = await resolve(host);
  } catch {
    return 'name_not_found';
  }
  const [address] = addresses;
  if (address === undefined) return 'name_not_found';
  const isAllowed = (one: string) => isPublicAddress(one) || (allowLoopback && isLoopbackAddress(one));
  return addresses.every(isAllowed) ? { url, address } : 'address_refused';
};

export const endpointAddresses = (rules: AddressRules): EndpointAddresses => ({
  async isAllowed(url) {
    return typeof (await placeOf(url, rules)) !== 'string';
  },
});
