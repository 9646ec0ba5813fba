import type { STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { businessScope } from '../../../functions/adapters/sts/business-scope.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { aClock } from '../../support/builders.ts';

const A = { business: 'biz_aaaaaa' as BusinessId };
const B = { business: 'biz_bbbbbb' as BusinessId };
const MINUTE_MS = 60_000;

/** Opens the number of the question for each set of credentials, as long as STS answers. */
const aScope = () => {
  const clock = aClock();
  const asked: unknown[] = [];
  const sts = { isDown: false };
  const send = async ({ input }: { input: unknown }) => {
    asked.push(input);
    if (sts.isDown) throw new Error('STS is down');
    const id = String(asked.length);
    return { Credentials: { AccessKeyId: id, SecretAccessKey: 's', SessionToken: 't' } };
  };
  const open = ({ accessKeyId }: { accessKeyId: string }) => accessKeyId;
  const scope = businessScope({ roleArn: 'arn:role', open, clock }, { send } as unknown as STSClient);
  return { scope, clock, asked, sts };
};

test('asks STS once for a business, however many want it at once, and tags the session with it', async () => {
  const { scope, asked } = aScope();

  expect(await Promise.all([scope(A), scope(A), scope(A)])).toEqual(['1', '1', '1']);
  expect(asked).toMatchObject([
    { RoleArn: 'arn:role', DurationSeconds: 900, Tags: [{ Key: 'business', Value: A.business }] },
  ]);
});

test('keeps businesses, and people of one business, apart', async () => {
  const { scope } = aScope();

  const opened = [await scope(A), await scope(B), await scope({ ...A, person: '1' })];

  expect(new Set(opened).size).toBe(3);
  expect([await scope(A), await scope(B), await scope({ ...A, person: '1' })]).toEqual(opened);
});

test('asks anew three minutes before the credentials run out, longer than any function lives, and not sooner', async () => {
  const { scope, clock } = aScope();
  await scope(A);

  clock.pass(12 * MINUTE_MS - 1);
  const before = await scope(A);
  clock.pass(1);

  expect([before, await scope(A)]).toEqual(['1', '2']);
});

test('forgets a question that STS did not answer', async () => {
  const { scope, sts } = aScope();
  sts.isDown = true;
  await expect(scope(A)).rejects.toThrow('STS is down');
  sts.isDown = false;

  expect(await scope(A)).toBe('2');
});
