import { execFile } from 'node:child_process';

/** What DynamoDB Local needs at least. */
const OLDEST_JAVA = 17;

const versionText = (env: NodeJS.ProcessEnv): Promise<string> =>
  new Promise((resolve) => {
    // It writes its version to stderr; a machine without Java may have a `java` that only says where to get one.
    execFile('java', ['-version'], { env }, (_error, stdout, stderr) => resolve(`${stdout}\n${stderr}`));
  });

/** Whether a Java that DynamoDB Local runs on is on the PATH (`1.8` and the like are older). Looks anew each time. */
export const hasJava = async (env: NodeJS.ProcessEnv = process.env): Promise<boolean> =>
  Number(/version "(\d+)/.exec(await versionText(env))?.[1] ?? 0) >= OLDEST_JAVA;
