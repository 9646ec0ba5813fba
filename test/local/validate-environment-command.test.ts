import { describe, expect, it } from 'vitest';
import type { CheckedSetting } from '../../functions/contracts/api/health.ts';
import { findPlace, settingsIn } from '../../scripts/environment/find-place.ts';
import { tellSettings } from '../../scripts/environment/tell-settings.ts';

const whole: CheckedSetting = { setting: 'codes.keys', present: true, wellFormed: true };
const ofStripe = { ...whole, setting: 'stripe.secretKey' };

const told = (...settings: readonly CheckedSetting[]) => {
  const lines: string[] = [];
  const holds = tellSettings(settings, (line) => void lines.push(line));
  return { holds, lines };
};

describe('npm run validate-environment [O6]', () => {
  it('is content where everything is there', () => {
    expect(told(whole, { ...ofStripe, vendor: 'answers' })).toEqual({
      holds: true,
      lines: [
        '✓ codes.keys        set',
        '✓ stripe.secretKey  set, and its vendor takes it',
        'All 2 settings are there.',
      ],
    });
  });

  it.each<[Partial<CheckedSetting>, string]>([
    [{ present: false, wellFormed: false }, '✗ stripe.secretKey  missing'],
    [
      { wellFormed: false },
      '✗ stripe.secretKey  not well-formed: has to be `sk_live_`, `rk_live_` (or `test`) and the rest',
    ],
    [{ vendor: 'refuses' }, '✗ stripe.secretKey  set, and its vendor refuses it'],
  ])('fails, and names what needs somebody: %j', (differing, line) => {
    expect(told(whole, { ...ofStripe, ...differing })).toMatchObject({
      holds: false,
      lines: [
        expect.any(String),
        line,
        '1 of 2 settings need somebody: npm run secrets -- put NAME, npm run connect for platform, or lib/stages.ts.',
      ],
    });
  });

  it.each<[CheckedSetting['vendor'], string]>([
    ['unreachable', '– stripe.secretKey  set; its vendor cannot be reached'],
    ['unclear', '– stripe.secretKey  set; its vendor does not say whether it takes it'],
  ])('does not fail for a vendor that is %s', (vendor, line) => {
    const { holds, lines } = told({ ...ofStripe, vendor });

    expect(holds).toBe(true);
    expect(lines[0]).toBe(line);
  });

  it('says what a variable of the stage has to be', () => {
    expect(told({ setting: 'EMAIL_REPLY_TO', present: true, wellFormed: false }).lines[0]).toBe(
      '✗ EMAIL_REPLY_TO  not well-formed: has to be an e-mail address',
    );
  });

  it('says in a sentence which stages there are, and what a stage of another version lacks', async () => {
    await expect(findPlace('moon')).rejects.toThrow(
      'There is no stage "moon": the stages are dev, staging, prod.',
    );
    expect(() => settingsIn('dev', '[1]')).toThrow('of stage dev cannot be read: deploy it anew');
  });
});
