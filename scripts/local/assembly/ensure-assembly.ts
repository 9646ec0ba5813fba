import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a synthesised assembly is made of. */
const sources = ['bin', 'lib', 'functions', 'cdk.json', 'package-lock.json'];

const newestChange = (path: string): number => {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
};

const isFresh = (root: string, directory: string): boolean => {
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest)) return false;
  const madeAt = statSync(manifest).mtimeMs;
  return sources.every((source) => newestChange(join(root, source)) < madeAt);
};

const synthesise = (root: string, directory: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
    const child = spawn(
      process.execPath,
      [cdk, 'synth', '--all', '-q', '-c', 'stage=local', '-o', directory],
      {
        cwd: root,
        // `node bin/cloudgreet.ts` must find the Node of this project first.
        env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` },
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that all of it can be ended.
        detached: true,
      },
    );
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
      else reject(new Error(`cdk synth -c stage=local failed:\n${output}`));
    });
  });

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** What a process that was ended in the middle of a synthesis could not take away. */
const removeAbandoned = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const pid = /^assembly-(\d+)$/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const leave = (): never => process.exit(130);

/**
 * The directory of an assembly of stage local that is newer than every source, synthesised if need be.
 * It has a directory of its own, because `cdk.out` may hold another stage.
 */
export const ensureAssembly = async (root: string, beforeSynth: () => void = () => {}): Promise<string> => {
  const directory = join(root, '.local', 'assembly');
  if (isFresh(root, directory)) return directory;
  beforeSynth();
  mkdirSync(join(root, '.local'), { recursive: true });
  removeAbandoned(join(root, '.local'));
  // Made aside and moved into place whole, so that nobody reads half of it.
  const aside = `${directory}-${process.pid}`;
  const removeAside = () => rmSync(aside, { recursive: true, force: true });
  process.once('exit', removeAside);
  // A signal that nobody listens to would end this process without a word to its exit.
  for (const signal of signals) process.once(signal, leave);
  try {
    await synthesise(root, aside);
    // Where somebody else was faster, theirs may be in use by now.
    if (!isFresh(root, directory)) {
      rmSync(directory, { recursive: true, force: true });
      renameSync(aside, directory);
    }
  } catch (error) {
    // Somebody else did the same at the same time and was faster.
    if (!isFresh(root, directory)) throw error;
  } finally {
    for (const signal of signals) process.off(signal, leave);
    process.off('exit', removeAside);
    removeAside();
  }
  return directory;
};
