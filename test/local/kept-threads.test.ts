import { expect, onTestFinished, test } from 'vitest';
import { keptThreads, type Threads } from '../../scripts/local/lambda/threads.ts';
import { eventually } from './eventually.ts';
import { assetFolder } from './function-assets.ts';
import { hostOf } from './hosted-function.ts';

const SOURCE = `
  let count = 0;
  exports.handler = async (event) => {
    count += 1;
    const left = process.env.LEFT;
    process.env.LEFT = 'by an earlier invocation';
    console.log('said by ' + process.env.WHO);
    if (event.hang) await new Promise((go) => setTimeout(go, 4000));
    const loaded = module.parent.children.length;
    return { thread: require('node:worker_threads').threadId, who: process.env.WHO, count, left, loaded };
  };
`;

type Seen = { thread: number; who: string; count: number; left?: string; loaded: number };

/** One host after another of a function: what its first environment sees, and what it said. */
const hosts = (threads: Threads, source = SOURCE) => {
  const assets = assetFolder();
  onTestFinished(assets.remove);
  const assetPath = assets.write(source);
  return (who: string) => {
    const hosted = hostOf(source, { assetPath, environment: { WHO: who } }, threads);
    const seen = async (): Promise<Seen> => {
      const result = await hosted.invoke();
      if (!result.ok) throw new Error(result.errorMessage);
      return result.payload as Seen;
    };
    return { ...hosted, seen };
  };
};

test('starts an environment in a thread of a host that has stopped, with nothing of the one before', async () => {
  const start = hosts(keptThreads());
  const before = start('before');
  await before.seen();
  const last = await before.seen();
  await before.host.stop();

  const after = start('after');

  expect(last).toMatchObject({ who: 'before', count: 2, left: 'by an earlier invocation' });
  expect(await after.seen()).toEqual({ thread: last.thread, who: 'after', count: 1, loaded: 1 });
  expect(after.said().map(({ text }) => text)).toEqual(['said by after']);
  expect(before.said().map(({ text }) => text)).toEqual(['said by before', 'said by before']);
});

test('starts one in the thread of an environment that the host itself has dropped', async () => {
  const { host, seen } = hosts(keptThreads())('the same');
  const { thread } = await seen();

  host.recycle('workers/example');

  expect(await seen()).toMatchObject({ thread, who: 'the same', count: 1 });
});

test('keeps no thread that was ended in the middle of an invocation', async () => {
  const start = hosts(keptThreads());
  const before = start('before');
  const { thread } = await before.seen();
  const running = before.invoke({ hang: true });
  await eventually(() => before.said().length).toBe(2);
  await before.host.stop();

  expect(await running).toMatchObject({ ok: false });
  expect((await start('after').seen()).thread).not.toBe(thread);
});

test('gives a thread of one source to no other', async () => {
  const threads = keptThreads();
  const one = hosts(threads)('one');
  const { thread } = await one.seen();
  await one.host.stop();

  expect((await hosts(threads)('another').seen()).thread).not.toBe(thread);
});

test('ends a thread that was used often, with what it has loaded', async () => {
  const { host, seen } = hosts(keptThreads())('the same');
  const threads: number[] = [];

  for (let time = 0; time < 11; time += 1) {
    threads.push((await seen()).thread);
    host.recycle('workers/example');
  }

  expect(new Set(threads.slice(0, 10)).size).toBe(1);
  expect(threads[10]).not.toBe(threads[0]);
});
