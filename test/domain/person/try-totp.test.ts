import { describe, expect, it } from 'vitest';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { BUCKETS } from '../../../functions/domain/limit/limits.ts';
import { operatorAccountAnswers } from '../../../functions/domain/operator/answer-account.ts';
import { peopleAnswers } from '../../../functions/domain/person/answer-people.ts';
import { sealChallenge } from '../../../functions/domain/person/seal-challenge.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { someLimits } from '../../support/some-limits.ts';

const { capacity, everyMs } = BUCKETS.account;
const secrets = { by: hashing, codeKeys: async () => ['a key for codes'] };

/** Somebody who knows the password, and guesses what the app shows. */
const aGuesser = (circle: 'owners' | 'operators') => {
  let looked = 0;
  const answerTotp = async () => {
    looked += 1;
    throw Object.assign(new Error('wrong'), { code: 'code_invalid' });
  };
  const deps = {
    ...secrets,
    ids: derivedIds(hashing),
    limits: someLimits(1),
    accounts: { answerTotp },
    people: {},
  } as never;
  const guess = async (challenge: string, nowMs = NOW): Promise<string> => {
    const asked = { body: { challenge, code: '123456' }, nowMs } as never;
    const answer =
      circle === 'owners'
        ? peopleAnswers(deps).answerTotp(asked)
        : operatorAccountAnswers(deps).answerOperatorTotp(asked);
    return answer.then(
      () => 'let in',
      (error: { readonly code: string }) => error.code,
    );
  };
  return { guess, looked: () => looked };
};

describe.each(['owners', 'operators'] as const)("the codes of an authenticator app of %s'", (circle) => {
  it('are looked at so many times for one challenge, and for another again', async () => {
    const challenge = await sealChallenge(secrets)(0, 'totp of somebody');
    const another = await sealChallenge(secrets)(0, 'totp of somebody, anew');
    const { guess, looked } = aGuesser(circle);

    for (let tried = 0; tried < capacity; tried += 1) expect(await guess(challenge)).toBe('code_invalid');
    expect(await guess(challenge)).toBe('too_many_requests');
    expect(await guess(challenge, NOW + everyMs - 1)).toBe('too_many_requests');
    expect(looked()).toBe(capacity);
    expect(await guess(challenge, NOW + everyMs)).toBe('code_invalid');
    expect(await guess(another)).toBe('code_invalid');
  });

  it('are not looked at more often for a challenge whose number is spelled otherwise', async () => {
    const challenge = await sealChallenge(secrets)(0, 'totp of somebody');
    const { guess, looked } = aGuesser(circle);

    expect(await guess(`0${challenge}`)).toBe('wrong_credentials');
    expect(looked()).toBe(0);
  });
});
