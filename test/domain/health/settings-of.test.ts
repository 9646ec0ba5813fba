import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { StageSecret } from '../../../functions/contracts/secrets.ts';
import { formOf, SECRET_FORMS, VARIABLE_FORMS } from '../../../functions/contracts/setting-forms.ts';
import {
  livesTwice,
  secretNames,
  secretSettings,
  variableSettings,
} from '../../../functions/domain/health/settings-of.ts';
import { wholeSecret } from '../../support/whole-secret.ts';

const state = (kept: unknown, name: string) => {
  const found = secretSettings(kept).find(({ setting }) => setting === name);
  return found && { present: found.values.length > 0, wellFormed: found.wellFormed };
};
const with_ = (section: string, fields: unknown) => ({ ...wholeSecret(), [section]: fields });

describe('the settings of a stage [O6]', () => {
  it('are all that its secret holds, each with the form it has', () => {
    expect(secretNames()).toEqual(Object.keys(SECRET_FORMS));
    expect(secretSettings(wholeSecret()).filter(({ wellFormed }) => !wellFormed)).toEqual([]);
  });

  it('are read off the shape of the secret: one that is added there is missed here', () => {
    const shape = z.extend(StageSecret, { carrierPigeon: z.object({ ringKey: z.string() }) });

    expect(secretSettings(wholeSecret(), shape).at(-1)).toEqual({
      setting: 'carrierPigeon.ringKey',
      values: [],
      wellFormed: false,
    });
  });

  it.each([
    ['no secret at all', undefined],
    ['a word of chance, as a new stage has', 'k3jh4kj5h'],
    ['another kind of JSON', [1]],
    ['sections that are none', { retell: 7, telnyx: null }],
  ])('are all missing from %s', (_, kept) => {
    expect(secretSettings(kept).map(({ values }) => values)).toEqual(secretNames().map(() => []));
  });

  it.each([
    ['an empty text', ''],
    ['a number', 7],
    ['nothing', null],
  ])('are missing where %s stands', (_, apiKey) => {
    expect(state(with_('resend', { apiKey }), 'resend.apiKey')).toEqual({
      present: false,
      wellFormed: false,
    });
  });

  it.each([
    ['resend.apiKey', 'resend', { apiKey: 'sk_live_12345678' }],
    ['stripe.secretKey', 'stripe', { secretKey: 'pk_live_12345678' }],
    ['stripe.secretKey', 'stripe', { secretKey: ' sk_live_12345678' }],
    ['stripe.webhookSecrets', 'stripe', { webhookSecrets: ['pk_live_12345678901234567890'] }],
    ['telnyx.publicKeys', 'telnyx', { publicKeys: ['c2hvcnQ='] }],
    ['offers.keys', 'offers', { keys: ['x'.repeat(31)] }],
    ['offers.keys', 'offers', { keys: 'x'.repeat(32) }],
    ['offers.keys', 'offers', { keys: ['x', 'y', 'z'].map((one) => one.repeat(32)) }],
    ['offers.keys', 'offers', { keys: ['x'.repeat(32), 'short'] }],
  ])('name %s as not well-formed where it is none', (name, section, fields) => {
    expect(state(with_(section, fields), name)).toEqual({ present: true, wellFormed: false });
  });

  it('take 32 characters as enough, and 256 as the most', () => {
    for (const length of [32, 256])
      expect(state(with_('offers', { keys: ['x'.repeat(length)] }), 'offers.keys')?.wellFormed).toBe(true);
    for (const length of [31, 257])
      expect(state(with_('offers', { keys: ['x'.repeat(length)] }), 'offers.keys')?.wellFormed).toBe(false);
  });

  it('know which may be live twice', () => {
    expect(secretNames().filter((name) => livesTwice(name))).toEqual([
      'retell.apiKeys',
      'telnyx.publicKeys',
      'stripe.webhookSecrets',
      'resend.webhookSecrets',
      'offers.keys',
      'codes.keys',
    ]);
  });
});

describe('the variables of a stage [O6]', () => {
  const isWell = (variables: Record<string, string>, stage = 'dev') =>
    variableSettings(variables, stage).map(({ setting, wellFormed }) => [setting, wellFormed]);

  it('have the form that each needs', () => {
    expect(
      isWell({
        EMAIL_FROM: 'CloudGreet <hello@cloudgreet.com>',
        EMAIL_REPLY_TO: 'Support <help@cloudgreet.com>',
        STRIPE_API_URL: 'http://api.stripe.com',
      }),
    ).toEqual([
      ['EMAIL_FROM', true],
      ['EMAIL_REPLY_TO', false],
      ['STRIPE_API_URL', false],
    ]);
  });

  it.each(['hello@cloudgreet.example', 'Us <hello@example.com>', 'a@b.test', 'a@sub.invalid'])(
    'are not well-formed in an account while %s stands in, and are on this machine',
    (EMAIL_FROM) => {
      expect(isWell({ EMAIL_FROM }, 'prod')).toEqual([['EMAIL_FROM', false]]);
      expect(isWell({ EMAIL_FROM }, 'local')).toEqual([['EMAIL_FROM', true]]);
    },
  );

  it('that nobody gave a form only have to be there', () => {
    expect(isWell({ NEW_SETTING: 'x', OTHER_SETTING: '' })).toEqual([
      ['NEW_SETTING', true],
      ['OTHER_SETTING', false],
    ]);
    expect(formOf(VARIABLE_FORMS, 'constructor').says).toBe('anything');
  });
});
