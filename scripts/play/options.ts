import { type ParseArgsConfig, parseArgs } from 'node:util';
import { paint } from './paint.ts';

const orOneSentence = <Read>(read: () => Read): Read => {
  try {
    return read();
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split(/(?<=')\. |\n/);
    console.error(paint.bad(`${sentence?.replace(/\.$/, '')}: see --help.`));
    process.exit(1);
  }
};

/** What was typed behind the command; a mistake ends the process with one sentence. */
export const readOptions = <Options extends NonNullable<ParseArgsConfig['options']>>(options: Options) =>
  orOneSentence(() => parseArgs({ options }).values);

/** The same of a command that takes words too. */
export const readWordsAndOptions = <Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
) =>
  orOneSentence(() => {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { values, words: positionals };
  });
