import type { Seeded } from './seeded.ts';
import { type Bytes, genuine, type Headers, type SignatureScheme } from './signature-schemes.ts';

export type Forged = {
  readonly how: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Bytes;
};

type Original = {
  readonly scheme: SignatureScheme;
  readonly body: string;
  /** Our clock. */
  readonly now: number;
  /** How other vendors sign. */
  readonly others: readonly SignatureScheme[];
  readonly random: Seeded;
};
type Forge = (original: Original) => Omit<Forged, 'how'>;

const DAY_MS = 86_400_000;

const partsOf = ({ scheme, body, now }: Original) => {
  const stamp = scheme.stampOf(now);
  return { stamp, signature: scheme.sign(scheme.signedBytes(stamp, body)) };
};

const withBody =
  (change: (bytes: Buffer, random: Seeded) => Buffer): Forge =>
  ({ scheme, body, now, random }) => ({
    headers: genuine(scheme, body, now),
    body: change(Buffer.from(body), random),
  });

const withSignature =
  (change: (signature: string, random: Seeded) => string): Forge =>
  (original) => {
    const { stamp, signature } = partsOf(original);
    return {
      headers: original.scheme.headers(stamp, change(signature, original.random)),
      body: original.body,
    };
  };

const withStamp =
  (change: (stamp: string, random: Seeded) => string): Forge =>
  (original) => {
    const { stamp, signature } = partsOf(original);
    return {
      headers: original.scheme.headers(change(stamp, original.random), signature),
      body: original.body,
    };
  };

/** Signed by who has the key, at another time than now. */
const signedAt =
  (away: (tolerance: SignatureScheme['toleranceMs'], random: Seeded) => number): Forge =>
  ({ scheme, body, now, random }) => ({
    headers: genuine(scheme, body, now + away(scheme.toleranceMs, random)),
    body,
  });

/** Signed by who has the key, over other bytes than the vendor signs. */
const signedOver =
  (bytes: (stamp: string, body: string, original: Original) => Bytes): Forge =>
  (original) => {
    const { scheme, body, now } = original;
    const stamp = scheme.stampOf(now);
    return { headers: scheme.headers(stamp, scheme.sign(bytes(stamp, body, original))), body };
  };

const withHeaders =
  (change: (headers: Headers, original: Original) => Forged['headers']): Forge =>
  (original) => ({
    headers: change(genuine(original.scheme, original.body, original.now), original),
    body: original.body,
  });

const each = (headers: Headers, change: (value: string, name: string) => string | readonly string[]) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value, name)]));

const otherLetter = (letter: string, random: Seeded): string => {
  const alphabet = /[0-9a-f]/.test(letter) ? '0123456789abcdef' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return random.pick([...alphabet].filter((other) => other !== letter));
};
const replaceAt = (text: string, at: number, random: Seeded): string =>
  `${text.slice(0, at)}${otherLetter(text[at] ?? '', random)}${text.slice(at + 1)}`;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The same bytes spelled otherwise, where base64 leaves bits unused; elsewhere another last letter. */
const otherwiseEnded = (text: string, random: Seeded): string => {
  const [, letters = text, padding = ''] = /^(.*?)(=*)$/.exec(text) ?? [];
  const last = letters.length - 1;
  if (padding === '') return replaceAt(text, last, random);
  return `${letters.slice(0, last)}${BASE64[BASE64.indexOf(letters[last] ?? '') ^ 1]}${padding}`;
};

const swapCase = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();

/** Every way of forging, altering or delaying a request that was once good; each is refused, whatever chance brings. */
export const forgeries: Readonly<Record<string, Forge>> = {
  'a bit of the body': withBody((bytes, random) => {
    const at = random.below(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
    return bytes;
  }),
  'a byte less': withBody((bytes, random) => {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  }),
  'a byte more': withBody((bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([random.below(256)]), bytes.subarray(at)]);
  }),
  'a body cut short': withBody((bytes, random) => bytes.subarray(0, random.below(bytes.length))),
  'another body': withBody((_, random) => Buffer.from(`{"event":"call_ended","n":${random.below(1e6)}}`)),
  'a letter of the signature': withSignature((text, random) =>
    // Not at its end, where base64 has bits that no reader uses: see the next.
    replaceAt(text, random.below(text.length - 4), random),
  ),
  'the last letter of the signature': withSignature(otherwiseEnded),
  'a signature right at its start': withSignature((text, random) => {
    const at = 1 + random.below(text.length - 4);
    return `${text.slice(0, at)}${[...text.slice(at)].map((letter) => otherLetter(letter, random)).join('')}`;
  }),
  'a signature cut short': withSignature((text, random) => text.slice(0, random.below(text.length))),
  'a signature with more behind it': withSignature(
    (text, random) => `${text}${random.pick(['0', '=', 'ff'])}`,
  ),
  'the other case': withSignature(swapCase),
  'a made-up signature': withSignature((text, random) =>
    [...text].map((letter) => otherLetter(letter, random)).join(''),
  ),
  'another stamp': withStamp((stamp, random) =>
    String(Number(stamp) + random.pick([-1, 1]) * (1 + random.below(59))),
  ),
  'a stamp spelled otherwise': withStamp((stamp, random) =>
    random.pick([
      `0${stamp}`,
      `+${stamp}`,
      `${stamp}.0`,
      `${stamp}junk`,
      `${stamp},${stamp}`,
      stamp.slice(0, -1),
    ]),
  ),
  'a stamp in another unit': ({ scheme, body, now }) => {
    const stamp = scheme.stampOf(now).length > 10 ? String(Math.floor(now / 1000)) : String(now);
    return { headers: scheme.headers(stamp, scheme.sign(scheme.signedBytes(stamp, body))), body };
  },
  stale: signedAt(({ past }, random) => -past - 2000 - random.below(DAY_MS)),
  'from the future': signedAt(({ ahead }, random) => ahead + 2000 + random.below(DAY_MS)),
  'another key': ({ scheme, body, now }) => {
    const stamp = scheme.stampOf(now);
    return {
      headers: scheme.headers(stamp, scheme.sign(scheme.signedBytes(stamp, body), 'strangers')),
      body,
    };
  },
  'signed without its stamp': signedOver((_, body) => body),
  'signed without its body': signedOver((stamp, _, { scheme }) => scheme.signedBytes(stamp, '')),
  'signed in the manner of another vendor': signedOver((stamp, body, { others, random }) =>
    random.pick(others).signedBytes(stamp, body),
  ),
  'with the headers of another vendor': withHeaders((_, { others, random, body, now }) =>
    genuine(random.pick(others), body, now),
  ),
  'without a header': withHeaders((headers, { random }) => {
    const left = random.pick(Object.keys(headers));
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== left));
  }),
  'with empty headers': withHeaders((headers) => each(headers, () => '')),
  'with its headers twice': withHeaders((headers) => each(headers, (value) => [value, value])),
  'with a forged header before the good one': withHeaders((headers, { scheme, body, now }) => {
    const strangers = scheme.headers(scheme.stampOf(now), scheme.sign(body, 'strangers'));
    return each(headers, (value, name) => [strangers[name] ?? '', value]);
  }),
  'with junk in its headers': withHeaders((headers, { random }) => {
    const junk = random.pick([';', ' x', ',', ',d=', ',v1=', ',v0=00', '%00', '"']);
    return each(headers, (value) => `${value}${junk}`);
  }),
  'with its scheme renamed': withHeaders((headers, { random }) => {
    const scheme = random.pick(['v0', 'V1', 'v2', 'v1a', 'x', '']);
    return each(headers, (value, name) =>
      /telnyx/.test(name) ? `${scheme}${value}x` : value.replace(/^v1(?=,)|v1(?==)|[vd](?==)/, scheme),
    );
  }),
};

const names = Object.keys(forgeries);

/** The `index`-th forgery: all kinds take turns. */
export const forge = (index: number, original: Original): Forged => {
  const how = names[index % names.length] as string;
  return { how, ...(forgeries[how] as Forge)(original) };
};
