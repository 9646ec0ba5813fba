import { describe, expect, it } from 'vitest';
import type { VendorAnswer } from '../../../functions/contracts/api/health.ts';
import { checkEnvironment, isComplete } from '../../../functions/domain/health/check-environment.ts';
import { environmentAnswers } from '../../../functions/domain/health/environment-answers.ts';
import { healthAnswers } from '../../../functions/domain/health/health-answers.ts';
import type { VendorCheck } from '../../../functions/domain/health/ports.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { wholeSecret } from '../../support/whole-secret.ts';

const PRICE = LOCAL_PLATFORM.bookingFeePrice;

type World = {
  secret?: unknown;
  variables?: Record<string, string>;
  says?: VendorAnswer;
};

/** A stage whose Stripe says the same to everything it is shown, and writes down what that was. */
const aStage = ({ secret = wholeSecret(), variables = {}, says = 'answers' }: World = {}) => {
  const shown: (readonly [string, string | undefined])[] = [];
  const stripe: VendorCheck = async (value, other) => {
    shown.push([value, other('platform.bookingFeePrice')]);
    return says;
  };
  const environment = {
    secret: { read: async () => secret },
    variables: { EMAIL_REPLY_TO: 'help@cloudgreet.com', ...variables },
    stage: 'dev',
    vendors: { 'stripe.secretKey': stripe },
    commit: 'c0ffee',
  };
  const check = checkEnvironment(environment);
  const of = async (name: string) => (await check()).find(({ setting }) => setting === name);
  return { environment, check, of, shown };
};

describe('the check of a stage [O6]', () => {
  it('finds nothing wrong with a stage that has everything', async () => {
    const { check } = aStage();

    expect(isComplete(await check())).toBe(true);
  });

  it('shows a vendor the newest key alone, with what else it may ask by', async () => {
    const secret = wholeSecret();
    const { of, shown } = aStage({ secret });

    expect(await of('stripe.secretKey')).toEqual({
      setting: 'stripe.secretKey',
      present: true,
      wellFormed: true,
      vendor: 'answers',
    });
    expect(shown).toEqual([[secret.stripe.secretKey, PRICE]]);
  });

  it('shows a vendor nothing that has not the form of its key', async () => {
    const secret = { ...wholeSecret(), stripe: { secretKey: 'whsec_of_something_else' } };
    const { of, shown } = aStage({ secret });

    expect(await of('stripe.secretKey')).toEqual({
      setting: 'stripe.secretKey',
      present: true,
      wellFormed: false,
    });
    expect(shown).toEqual([]);
  });

  it('tells a vendor of no other setting that is not well-formed', async () => {
    const whole = wholeSecret();
    const secret = { ...whole, platform: { ...whole.platform, bookingFeePrice: 'none' } };
    const { check, shown } = aStage({ secret });
    await check();

    expect(shown.map(([, price]) => price)).toEqual([undefined]);
  });

  it.each<[VendorAnswer, boolean]>([
    ['answers', true],
    ['refuses', false],
    // What is not our mistake is seen, and fails nothing.
    ['unreachable', true],
    ['unclear', true],
  ])('of a vendor that %s is complete: %s', async (says, complete) => {
    const { check } = aStage({ says });

    expect(isComplete(await check())).toBe(complete);
  });

  it.each([
    ['a missing setting', { secret: { ...wholeSecret(), codes: undefined } }],
    ['a malformed one', { variables: { EMAIL_REPLY_TO: 'nobody' } }],
    ['a variable that stands in', { variables: { EMAIL_REPLY_TO: 'a@b.example' } }],
  ])('is not complete with %s', async (_, world) => {
    expect(isComplete(await aStage(world).check())).toBe(false);
  });

  it('answers an operator with the stage, what was deployed and when it looked, and with no value or part of one', async () => {
    const secret = wholeSecret();
    const { environment } = aStage({ secret });
    const asked = { nowMs: Date.parse('2026-11-29T01:00:00.000Z') } as never;

    const answer = await environmentAnswers({ environment }).showEnvironment(asked);

    expect(answer).toMatchObject({
      stage: 'dev',
      commit: 'c0ffee',
      checkedAt: '2026-11-29T01:00:00.000Z',
      complete: true,
    });
    const text = JSON.stringify(answer);
    const values = [...JSON.stringify(secret).matchAll(/"([^"]{6,})"(?!:)/g)].map(([, value]) =>
      String(value),
    );
    expect(values.length).toBeGreaterThan(9);
    for (const value of [...values, PRICE]) {
      expect(text).not.toContain(value.slice(0, 12));
      expect(text).not.toContain(value.slice(-6));
    }
  });
});

describe('the health that anybody sees [O6]', () => {
  it.each([
    [true, 'ok'],
    [false, 'degraded'],
  ])('is one word: the table answers (%s), %s', async (answers, status) => {
    const health = healthAnswers({ reachability: { table: async () => answers } });

    expect(await health.showHealth({} as never)).toEqual({ status });
  });
});
