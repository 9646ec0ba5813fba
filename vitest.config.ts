import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const seconds = (count: number) => count * 1000;

/** Cheapest first: a test belongs to the lowest suite that can catch its bug. */
export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    setupFiles: [
      'test/support/setup-env.ts',
      'test/support/watch-contracts.ts',
      'test/support/leave-nothing.ts',
    ],
    env: { TZ: 'UTC' },
    pool: 'forks',
    // A process for each file would spend more on loading the same modules anew than on most files' tests.
    isolate: false,
    // Vitest would leave one core to itself.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: [
            'test/{bench,domain,runtime,handlers,lint,trace,web}/**/*.test.ts',
            'test/local/rule-agent/**/*.test.ts',
            'test/simulation/*/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'adapters',
          include: ['test/{adapters,contracts,local}/**/*.test.ts'],
          exclude: ['test/local/rule-agent/**'],
          globalSetup: ['test/support/shared-dynamo.ts'],
          testTimeout: seconds(30),
          hookTimeout: seconds(60),
        },
      },
      {
        extends: true,
        test: {
          name: 'infra',
          include: ['test/infra/**/*.test.ts'],
          testTimeout: seconds(240),
          hookTimeout: seconds(240),
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/simulation/*.test.ts'],
          testTimeout: seconds(120),
          // Thousands of runs on both cores, before the first test looks at what came of them.
          hookTimeout: seconds(1500),
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'flows',
          include: ['test/flows/**/*.test.ts'],
          globalSetup: ['test/support/made-before.ts'],
          testTimeout: seconds(120),
          hookTimeout: seconds(180),
          // Each file runs a whole cloud: two at once take nearly as long, and their time-outs are for one.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/made-before.ts'],
          testTimeout: seconds(120),
          hookTimeout: seconds(180),
          // Each file runs a whole cloud and a browser.
          fileParallelism: false,
        },
      },
    ],
  },
});
