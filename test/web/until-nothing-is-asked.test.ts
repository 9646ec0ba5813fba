import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { untilNothingIsAsked } from '../../web/src/live/until-nothing-is-asked.ts';

const asking = () => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const ask = (name: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    void queries.prefetchQuery({ queryKey: [name], queryFn: () => promise });
    return { answer: () => resolve('an answer'), fail: () => reject(new Error('no network')) };
  };
  let isOver = false;
  const wait = () =>
    void untilNothingIsAsked(queries).then(() => {
      isOver = true;
    });
  return { ask, wait, isOver: () => isOver };
};

describe('what a page waits with until its first screen is there [C4]', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('does not wait where nothing is asked for', async () => {
    const page = asking();
    page.wait();
    await vi.advanceTimersByTimeAsync(0);
    expect(page.isOver()).toBe(true);
  });

  it('waits for the last of several answers, and a failure is one', async () => {
    const page = asking();
    const [one, other] = [page.ask('one'), page.ask('other')];
    page.wait();
    one.answer();
    await vi.advanceTimersByTimeAsync(100);
    expect(page.isOver()).toBe(false);
    other.fail();
    await vi.advanceTimersByTimeAsync(100);
    expect(page.isOver()).toBe(true);
  });

  it('does not wait for an answer that does not come', async () => {
    const page = asking();
    page.ask('one');
    page.wait();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(page.isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(page.isOver()).toBe(true);
  });
});
