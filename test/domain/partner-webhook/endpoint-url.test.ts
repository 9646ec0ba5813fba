import { describe, expect, it } from 'vitest';
import { endpointUrl } from '../../../functions/domain/partner-webhook/endpoint-url.ts';

const everywhere = { allowLoopback: false };
const onThisMachine = { allowLoopback: true };
const label = 'a'.repeat(63);

const TAKEN = [
  'https://hooks.partner.example/',
  'https://hooks.partner.example',
  'https://hooks.partner.example:443/cloudgreet',
  'https://hooks.partner.example:8443/a/b?c=d&e=%20',
  'https://HOOKS.Partner.Example/in',
  'HTTPS://hooks.partner.example/in',
  'https://xn--bcher-kva.example/',
  'https://127.0.0.1.partner.example/',
  'https://a-b.c--d.example/~me/(x);y,z',
  `https://${label}.example/`,
  'https://localhosts.example/',
  'https://3com.example/',
];

const REFUSED = [
  // Another scheme, or none.
  'http://hooks.partner.example/',
  'ftp://hooks.partner.example/',
  'file:///etc/passwd',
  'gopher://hooks.partner.example/',
  'javascript:alert(1)',
  'hooks.partner.example/in',
  '//hooks.partner.example/',
  '',
  // Credentials, also empty ones, and what looks like a host before them.
  'https://user:secret@hooks.partner.example/',
  'https://user@hooks.partner.example/',
  'https://@hooks.partner.example/',
  'https://:@hooks.partner.example/',
  'https://hooks.partner.example@169.254.169.254/',
  'https://hooks.partner.example:443@10.0.0.1/',
  // Ports.
  'https://hooks.partner.example:80/',
  'https://hooks.partner.example:22/',
  'https://hooks.partner.example:6379/',
  'https://hooks.partner.example:8442/',
  'https://hooks.partner.example:8444/',
  'https://hooks.partner.example:0/',
  'https://hooks.partner.example:65536/',
  'https://hooks.partner.example:/',
  'https://hooks.partner.example:0443/',
  // Addresses, in every way of writing one.
  'https://127.0.0.1/',
  'https://10.0.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://8.8.8.8/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.1/',
  'https://127.0.1/',
  'https://0/',
  'https://127.0.0.1./',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[fe80::1%25eth0]/',
  'https://[64:ff9b::a00:1]/',
  'https://[2002:a00:1::]/',
  'https://[2606:4700::1111]/',
  // Names of what is inside.
  'https://localhost/',
  'https://localhost./',
  'https://LOCALHOST/',
  'https://api.localhost/',
  'https://metadata/',
  'https://metadata.google.internal/',
  'https://instance-data.ec2.internal/',
  'https://printer.local/',
  'https://router.lan/',
  'https://nas.home.arpa/',
  'https://wiki.corp/',
  'https://wiki.intranet/',
  'https://abc.onion/',
  'https://a.invalid/',
  // Spelled so that two readers read two hosts.
  'https://hooks.partner.example./',
  'https://hooks..partner.example/',
  'https://.partner.example/',
  'https://hooks.partner.example\\@10.0.0.1/',
  'https:\\\\hooks.partner.example\\',
  'https:/hooks.partner.example/',
  'https:hooks.partner.example/',
  'https:///hooks.partner.example/',
  'https://hooks.partner.example#@10.0.0.1/',
  'https://hooks.partner.example/#a',
  'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
  'https://bücher.example/',
  'https://loc\u00adalhost/',
  'https://%6c%6f%63%61%6c%68%6f%73%74/',
  'https://hooks%2epartner.example/',
  'https://hooks.partner.example%00.evil.example/',
  'https://hooks.\tpartner.example/',
  'https://hooks.partner.example/\r\nx: y',
  ' https://hooks.partner.example/',
  'https://hooks.partner.example/ ',
  'https://hooks.partner.example/a b',
  'https://hooks_1.partner.example/',
  'https://-hooks.partner.example/',
  'https://hooks-.partner.example/',
  `https://${label}a.example/`,
  `https://${[label, label, label, label].join('.')}.example/`,
];

describe('an address for events [O2, C3]', () => {
  it.each(TAKEN)('is taken as %j', (text) => {
    expect(endpointUrl(text, everywhere)?.protocol).toBe('https:');
  });

  it.each(REFUSED)('is refused as %j', (text) => {
    expect(endpointUrl(text, everywhere)).toBeUndefined();
  });

  it.each([
    'http://127.0.0.1:8080/in',
    'http://localhost:3000/',
    'http://[::1]:9999/',
    'https://localhost/',
    'https://hooks.partner.example/',
  ])('in stage local is taken as %j', (text) => {
    expect(endpointUrl(text, onThisMachine)).toBeInstanceOf(URL);
  });

  it.each([
    'http://hooks.partner.example/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://[::ffff:127.0.0.1]/',
    'http://0.0.0.0/',
    'http://user@127.0.0.1/',
    'http://@127.0.0.1/',
    'ftp://127.0.0.1/',
  ])('in stage local, too, is refused as %j', (text) => {
    expect(endpointUrl(text, onThisMachine)).toBeUndefined();
  });
});
