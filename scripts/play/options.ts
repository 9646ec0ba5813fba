import { type ParseArgsConfig, parseArgs } from 'node:util';
import { paint } from './paint.ts';

/** What was typed behind the command; a mistake ends the process with one sentence. */
export const readOptions = <Options extends NonNullable<ParseArgsConfig['options']>>(options: Options) => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split(/(?<=')\. |\n/);
    console.error(paint.bad(`${sentence?.replace(/\.$/, '')}: see --help.`));
    process.exit(1);
  }
};
