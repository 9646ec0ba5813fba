import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * What of IPv4 is no single host of the public internet. Source: the IANA IPv4 Special-Purpose Address Registry
 * (RFC 6890 and what came after), and multicast (RFC 5771). Shared addresses of carriers (100.64/10), link-local with every cloud's
 * metadata (169.254/16) and what is reserved are among them.
 */
const NOT_PUBLIC_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** All of IPv6 that was ever given out is in here: no loopback, mapped, translated (64:ff9b), unique local or link-local address is. */
const GLOBAL_V6 = ['2000::', 3] as const;
/** Of that, by the IANA IPv6 Special-Purpose Address Registry: protocol assignments with Teredo, documentation, 6to4, AS112. */
const NOT_PUBLIC_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const listOf = (family: 'ipv4' | 'ipv6', ranges: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, family);
  return list;
};

const notPublicV4 = listOf('ipv4', NOT_PUBLIC_V4);
const globalV6 = listOf('ipv6', [GLOBAL_V6]);
const notPublicV6 = listOf('ipv6', NOT_PUBLIC_V6);

/** Whether an address, as a resolver gives it, is of a host on the public internet. What is none, or has a zone, is not. */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !notPublicV4.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
};

/** Of this machine itself, written in the one way that a resolver writes it. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));
