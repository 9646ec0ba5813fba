import { expect, it } from 'vitest';
import { fillFrom } from '../../scripts/local/assembly/fill-placeholders.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:Secret-abc123';
const fill = fillFrom({ here: 'http://127.0.0.1:1', now: () => '7' }, { field: 'of the secret', list: [] });

it.each([
  ['a placeholder', 'to cloudgreet-local://here/path', 'to http://127.0.0.1:1/path'],
  ['a placeholder that changes', 'cloudgreet-local://now', '7'],
  ['a field of the secret', `{{resolve:secretsmanager:${ARN}:SecretString:field::}}`, 'of the secret'],
  ['nothing', 'plain', 'plain'],
])('fills %s', (_what, template, text) => {
  expect(fill(template)).toBe(text);
});

it.each([
  ['cloudgreet-local://nobody', /nobody/],
  [`{{resolve:secretsmanager:${ARN}:SecretString:other::}}`, /field other/],
  [`{{resolve:secretsmanager:${ARN}:SecretString:list::}}`, /field list/],
  // The whole secret, and an older version: neither is what a template of ours may ask for.
  [`{{resolve:secretsmanager:${ARN}}}`, /does not resolve/],
  [`{{resolve:secretsmanager:${ARN}:SecretString:field:AWSPREVIOUS:}}`, /does not resolve/],
])('refuses %s by name', (template, message) => {
  expect(() => fill(template)).toThrow(message);
});
