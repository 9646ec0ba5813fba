import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** Runs one of the project's tools at its root under its own Node; throws what it said if it fails. */
export const runTool = (
  root: string,
  title: string,
  script: string,
  args: readonly string[],
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: {
        ...process.env,
        // `node bin/cloudgreet.ts` must find the Node of this project first.
        PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
        // Under tests it is `test`, and the dashboard would be built for development, a third larger.
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that all of it can be ended.
      detached: true,
    });
    const stop = () => child.pid && process.kill(-child.pid, 'SIGKILL');
    process.prependOnceListener('exit', stop);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', stop);
      if (code === 0) resolve();
      else reject(new Error(`${title} failed:\n${output}`));
    });
  });
