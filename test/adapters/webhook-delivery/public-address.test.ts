import { describe, expect, it } from 'vitest';
import { endpointAddresses } from '../../../functions/adapters/webhook-delivery/endpoint-addresses.ts';
import { isPublicAddress } from '../../../functions/adapters/webhook-delivery/public-address.ts';

/** The last before a range and the first after it are public where nothing else borders on it. */
const PUBLIC = [
  '1.0.0.0',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '191.255.255.255',
  '192.0.1.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '203.0.112.255',
  '203.0.114.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2001:200::',
  '2001:db7:ffff::',
  '2001:db9::',
  '2003::',
  '2a00:1450::1',
  '3ffe:ffff::',
];
const NOT_PUBLIC = [
  '0.0.0.0',
  '0.255.255.255',
  '10.0.0.0',
  '10.255.255.255',
  '100.64.0.0',
  '100.127.255.255',
  '127.0.0.0',
  '127.255.255.255',
  '169.254.0.0',
  '169.254.169.254',
  '169.254.170.2',
  '169.254.255.255',
  '172.16.0.0',
  '172.31.255.255',
  '192.0.0.0',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.0',
  '192.168.255.255',
  '198.18.0.0',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.255',
  '224.0.0.0',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:a9fe:a9fe',
  '64:ff9b::8.8.8.8',
  '64:ff9b::a00:1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:0:7f00:1::',
  '2001:20::1',
  '2001:1ff:ffff::',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '2002:ffff::',
  '3fff::1',
  '5f00::1',
  '4000::',
  'fc00::1',
  'fd00:ec2::254',
  'fdff::',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1%eth0',
  'fec0::1',
  'ff02::1',
  // No addresses at all.
  '',
  'localhost',
  '127.1',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '2130706433',
  '8.8.8.8.',
  '8.8.8.8:443',
  '[2606:4700::1]',
];

describe('an address that a name has [O2, C3]', () => {
  it.each(PUBLIC)('is public as %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(NOT_PUBLIC)('is none of the public internet as %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('an endpoint [O2, C3]', () => {
  const isAllowed = (addresses: readonly string[], allowLoopback = false) =>
    endpointAddresses({ resolve: async () => addresses, allowLoopback }).isAllowed(
      'https://hooks.partner.example/',
    );

  it('may be where all addresses of its name are public', async () => {
    expect(await isAllowed(['8.8.8.8', '2606:4700::1111'])).toBe(true);
  });

  it.each([
    ['one of several leads inside', ['8.8.8.8', '10.0.0.1']],
    ['the last leads to this machine', ['2606:4700::1111', '8.8.8.8', '::1']],
    ['it leads to the metadata of a cloud', ['169.254.169.254']],
    ['it has none', []],
  ])('may not be where %s', async (_, addresses) => {
    expect(await isAllowed(addresses)).toBe(false);
  });

  it('may not be where its name is not known', async () => {
    const resolve = async () => {
      throw new Error('ENOTFOUND');
    };
    const url = 'https://hooks.partner.example/';

    expect(await endpointAddresses({ resolve, allowLoopback: false }).isAllowed(url)).toBe(false);
  });

  it('may lead to this machine in stage local, and nowhere else inside', async () => {
    expect(await isAllowed(['127.0.0.1', '::1'], true)).toBe(true);
    expect(await isAllowed(['10.0.0.1'], true)).toBe(false);
    expect(await isAllowed(['169.254.169.254'], true)).toBe(false);
  });

  it('has no name looked up that is refused by its looks', async () => {
    const asked: string[] = [];
    const resolve = async (name: string) => {
      asked.push(name);
      return ['8.8.8.8'];
    };

    expect(await endpointAddresses({ resolve, allowLoopback: false }).isAllowed('https://a.internal/')).toBe(
      false,
    );
    expect(asked).toEqual([]);
  });
});
