import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const run = (context: object) =>
  spawnSync('node', ['bin/cloudgreet.ts'], {
    encoding: 'utf8',
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });

describe('the CDK app [O7]', () => {
  it.each([
    ['no stage', {}, 'Say which stage: add -c stage=NAME, where NAME is one of local, dev, staging, prod.\n'],
    [
      'an empty stage',
      { stage: '' },
      'Say which stage: add -c stage=NAME, where NAME is one of local, dev, staging, prod.\n',
    ],
    [
      'an unknown stage',
      { stage: 'moon' },
      'There is no stage "moon": the stages are local, dev, staging, prod.\n',
    ],
    [
      'a name every object has',
      { stage: 'constructor' },
      'There is no stage "constructor": the stages are local, dev, staging, prod.\n',
    ],
  ])('refuses %s in one sentence', (_what, context, sentence) => {
    const { status, stdout, stderr } = run(context);

    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: sentence });
  });
});
