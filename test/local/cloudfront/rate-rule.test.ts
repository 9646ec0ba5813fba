import { expect, it } from 'vitest';
import { createRateRule } from '../../../scripts/local/cloudfront/rate-rule.ts';

const aRule = (limit: number) => {
  const time = { ms: 0 };
  const rule = createRateRule({ limit, windowSeconds: 300 }, () => time.ms);
  const take = (times: number, address = 'one') =>
    Array.from({ length: times }, () => rule.take(address)).filter(Boolean).length;
  return { take, time };
};

it('lets the last request of the limit through and not the next', () => {
  const { take } = aRule(3);

  expect([take(3), take(1)]).toEqual([3, 0]);
});

it('counts each address by itself', () => {
  const { take } = aRule(3);
  take(4);

  expect(take(3, 'another')).toBe(3);
});

it('forgets a request when its window is over and not before', () => {
  const { take, time } = aRule(1);
  take(1);

  time.ms = 299_999;
  expect(take(1)).toBe(0);
  // That one was counted too: only five minutes after it the address is free again.
  time.ms = 599_999;
  expect(take(1)).toBe(1);
});

it('counts what it refuses: who does not stop stays out', () => {
  const { take, time } = aRule(2);
  take(2);

  const passed = Array.from({ length: 60 }, () => {
    time.ms += 10_000;
    return take(3);
  });

  expect(passed.every((one) => one === 0)).toBe(true);
});
