import { onTestFinished } from 'vitest';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { createLambdaHost } from '../../scripts/local/lambda/lambda-host.ts';
import type { Threads } from '../../scripts/local/lambda/threads.ts';
import type { FunctionSpec, InvokeResult, LocalLogLine } from '../../scripts/local/types.ts';
import { access, aFunction, assetFolder } from './function-assets.ts';

/** A host of one function, `workers/example`, with this source. Stopped after the test that asked for it. */
export const hostOf = (source: string, overrides: Partial<FunctionSpec> = {}, threads?: Threads) => {
  const assets = assetFolder();
  const clock = createLocalClock();
  const lines: LocalLogLine[] = [];
  const results: InvokeResult[] = [];
  const begun: unknown[] = [];
  const host = createLambdaHost({
    functions: [aFunction(overrides.assetPath ?? assets.write(source), overrides)],
    access,
    clock,
    threads,
    log: (line) => lines.push(line),
    onInvoke: (_name, payload) => begun.push(payload),
    onResult: (_name, result) => results.push(result),
  });
  onTestFinished(async () => {
    await host.stop();
    assets.remove();
  });
  const invoke = (payload: unknown = {}) => host.invoke('workers/example', payload);
  const said = () => lines.filter(({ source: from }) => from === 'function:workers/example');
  return { host, clock, invoke, said, results, begun };
};
