import { join } from 'node:path';
import { ensureMade } from './ensure-made.ts';
import { runTool } from './run-tool.ts';

/**
 * The directory of an assembly of stage local that is newer than every source, synthesised if need be.
 * It has a directory of its own, because `cdk.out` may hold another stage.
 */
export const ensureAssembly = (root: string, beforeSynth?: () => void): Promise<string> =>
  ensureMade({
    root,
    directory: join(root, '.local', 'assembly'),
    marker: 'manifest.json',
    sources: ['bin', 'lib', 'functions', 'cdk.json', 'package-lock.json'],
    make: (aside) =>
      runTool(root, 'cdk synth -c stage=local', 'node_modules/aws-cdk/bin/cdk', [
        ...['synth', '--all', '-q', '-c', 'stage=local', '-o', aside],
      ]),
    beforeMaking: beforeSynth,
  });
