import { join } from 'node:path';
import { ensureMade } from './ensure-made.ts';
import { runTool } from './run-tool.ts';

/** The built dashboard, newer than every source of it, built if need be. */
export const ensurePages = (root: string, beforeBuild?: () => void): Promise<string> =>
  ensureMade({
    root,
    directory: join(root, '.local', 'pages'),
    marker: 'index.html',
    sources: [
      ...['src', 'public', 'build', 'index.html', 'vite.config.ts'].map((part) => `web/${part}`),
      'functions/contracts',
      'package-lock.json',
    ],
    make: (aside) =>
      runTool(root, 'vite build', 'node_modules/vite/bin/vite.js', ['build', 'web', '--outDir', aside]),
    beforeMaking: beforeBuild,
  });
