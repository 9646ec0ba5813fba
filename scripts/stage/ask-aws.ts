import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type * as z from 'zod';

/** What the AWS command line prints for a hundred alarms, with room. */
const LONGEST_ANSWER = 32 * 1024 * 1024;

/**
 * Asks a stage's account by the AWS command line, which whoever operates a stage has, with the profile and region that
 * it finds. `what` begins the sentence of a failure: `<what> could not be read: <why>.`
 */
export const askAws = async <Shape extends z.ZodType>(
  question: readonly string[],
  shape: Shape,
  what: string,
): Promise<z.output<Shape>> => {
  try {
    const all = [...question, '--output', 'json'];
    const { stdout } = await promisify(execFile)('aws', all, { maxBuffer: LONGEST_ANSWER });
    return shape.parse(JSON.parse(stdout));
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    const because =
      code === 'ENOENT' ? 'the AWS command line (aws) is not installed' : stderr?.trim().replace(/\.$/, '');
    throw new Error(`${what} could not be read: ${because || error}.`);
  }
};
