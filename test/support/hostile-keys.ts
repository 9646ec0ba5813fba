import { randomBytes } from 'node:crypto';
import type { PartnerKeyId } from '../../functions/contracts/ids.ts';
import { keyText } from '../../functions/domain/partner/key-text.ts';
import type { HostileToken } from './hostile-tokens.ts';

export type GivenKeys = {
  /** One that holds, of which nothing is wrong but how it is shown. */
  readonly secret: string;
  readonly keyId: string;
  /** Those that held once. */
  readonly ended: Readonly<Record<string, string>>;
  /** Tokens of people, signed in. */
  readonly tokens: Readonly<Record<string, string>>;
};

const bearing = (keys: Readonly<Record<string, string>>): HostileToken[] =>
  Object.entries(keys).map(([name, key]) => ({ name, headers: { authorization: `Bearer ${key}` } }));

/** Every key that must not pass, and every place where one must not be looked for. */
export const hostileKeys = ({ secret, keyId, ended, tokens }: GivenKeys): readonly HostileToken[] => {
  const chance = () => new Uint8Array(randomBytes(32));
  const valid = `Bearer ${secret}`;
  const mistyped = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
  return [
    { name: 'nobody' },
    ...bearing({
      'no key': '',
      'what is no key': 'nonsense',
      'a mistyped one': mistyped,
      'a cut one': secret.slice(0, -1),
      'a longer one': `${secret}0`,
      'one in capitals': secret.toUpperCase(),
      'one with another beginning': secret.replace('cgp_', 'cgx_'),
      'its id alone': keyId,
      'the id of a key with another secret': keyText(keyId as PartnerKeyId, chance()),
      'a key of nobody': keyText('key_nobodysatall' as PartnerKeyId, chance()),
      'an id that leads elsewhere': secret.replace('cgp_', 'cgp_#'),
      'nine kilobytes': 'x'.repeat(9000),
      ...ended,
      ...tokens,
    }),
    { name: 'a name and a password', headers: { authorization: `Basic ${btoa(`x:${secret}`)}` } },
    { name: 'no scheme', headers: { authorization: secret } },
    { name: 'a doubled header', headers: { authorization: [valid, valid] } },
    { name: 'two keys in a header', headers: { authorization: `${valid}, ${valid}` } },
    { name: 'a key in the query', query: `api_key=${secret}&authorization=${secret}` },
    { name: 'a key in a cookie', headers: { cookie: `authorization=${secret}` } },
    { name: 'a key in another header', headers: { 'x-api-key': secret } },
    { name: 'twenty kilobytes', headers: { authorization: `Bearer ${'x'.repeat(20_000)}` }, status: 431 },
  ];
};
