import { gzipSync } from 'node:zlib';
import type { Operation } from './api-document.ts';
import type { RawRequest } from './raw-api.ts';

/** How a request is badly made, whatever is in it. `statuses`: what it may get for that. */
export type Malformed = {
  readonly name: string;
  readonly request: Partial<RawRequest>;
  readonly statuses: readonly number[];
};

const KILOBYTE = 1024;
const PLAIN = { 'content-type': 'application/json' };

/** What may be wrong with bytes and headers of a body that is there. */
const bodies = (body: string): readonly Malformed[] => {
  const bytes = Buffer.from(body);
  const named = (text: string, given: string | Buffer): Malformed => ({
    name: text,
    request: { body: given },
    statuses: [400],
  });
  const typed = (type: string): Malformed => ({
    name: `content type ${type || 'none'}`,
    request: { body, headers: { 'content-type': type } },
    statuses: [400],
  });
  return [
    named('an empty body', ''),
    named('half of the body', body.slice(0, -2)),
    named('a body after the body', `${body}${body}`),
    named('a comma too many', body.replace(/\}$/, ',}')),
    named('single quotes', body.replaceAll('"', "'")),
    named('a comment', `/* */${body}`),
    named('not a number', '{"settingsVersion":NaN}'),
    named(
      'invalid UTF-8',
      Buffer.concat([bytes.subarray(0, 2), Buffer.from([0xc3, 0x28, 0xff]), bytes.subarray(2)]),
    ),
    named('UTF-16', Buffer.from(body, 'utf16le')),
    named('XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    named('a form', 'email=walker%40people.example&role=owner'),
    typed('text/plain'),
    typed('application/x-www-form-urlencoded'),
    typed('multipart/form-data; boundary=x'),
    typed('application/json-patch+json'),
    typed('application/jsonp'),
    {
      ...named('gzip', gzipSync(body)),
      request: { body: gzipSync(body), headers: { ...PLAIN, 'content-encoding': 'gzip' } },
    },
    ...['null', 'true', '1', '"text"', '[]', `[${body}]`].map((text) => ({
      name: `${text.slice(0, 6)} for a body`,
      request: { body: text },
      statuses: [422],
    })),
    { ...named('a body of 300 KB', `{"name":"${'x'.repeat(300 * KILOBYTE)}"}`), statuses: [413] },
    { ...named('300 KB of spaces', `${' '.repeat(300 * KILOBYTE)}${body}`), statuses: [413] },
    {
      ...named('100,000 lists in one another', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      statuses: [422],
    },
    {
      ...named(
        '10,000 unknown fields',
        JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, at]))),
      ),
      statuses: [422],
    },
  ];
};

const KEYS = ['short', 'x'.repeat(129), 'with a space', 'caf\u00e9-caf\u00e9', '', 'tab\tbed-key'];

/** Everything that is wrong with how a route is asked, and not with what it is asked. `body`: a good one, if it takes one. */
export const malformedRequests = (
  { creates, queryNames }: Pick<Operation, 'creates' | 'queryNames'>,
  body: string | undefined,
): readonly Malformed[] => [
  ...(body === undefined
    ? [
        { name: 'a body where none is taken', request: { body: '{}' }, statuses: [400] },
        { name: 'a body of one byte', request: { body: '\u0000' }, statuses: [400] },
      ]
    : bodies(body)),
  { name: 'an unknown parameter', request: { at: 'tenantId=biz_flow0001' }, statuses: [422] },
  { name: '__proto__ as a parameter', request: { at: '__proto__=1' }, statuses: [422] },
  ...(queryNames.includes('limit')
    ? [
        'limit=1&limit=2',
        'limit=0',
        'limit=101',
        'limit=1.5',
        'limit=',
        'limit[]=1',
        'cursor=a&cursor=b',
      ].map((at) => ({
        name: at,
        request: { at },
        // A list that has no pages has no such field.
        statuses: at.startsWith('cursor') && queryNames.includes('cursor') ? [400] : [422],
      }))
    : []),
  ...(creates
    ? [
        ...KEYS.map((key) => ({
          name: `the Idempotency-Key ${key.slice(0, 12)}`,
          request: { headers: { 'idempotency-key': key }, ...(body && { body }) },
          statuses: [400],
        })),
        {
          name: 'two long Idempotency-Keys',
          request: {
            headers: { 'idempotency-key': ['k'.repeat(100), 'l'.repeat(100)] },
            ...(body && { body }),
          },
          statuses: [400],
        },
      ]
    : []),
];
