import { mutants } from './mutants/mutants.ts';
import { HELP, readOptions, UsageError } from './runner/options.ts';
import { simulate } from './runner/simulate.ts';
import { tellLoad } from './runner/tell-load.ts';
import { tellSeed } from './runner/tell-seed.ts';

const run = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(HELP);
    return 0;
  }
  if (options.mutant !== undefined && !mutants.some(({ name }) => name === options.mutant)) {
    throw new UsageError(
      `there is no mutant "${options.mutant}"; there are: ${mutants.map(({ name }) => name).join(', ')}`,
    );
  }
  if (options.load !== undefined) {
    const { load: scale, json, mutant } = options;
    return tellLoad({ seed: options.seed ?? options.seedStart, scale, json, mutant });
  }
  return options.seed === undefined ? simulate(options) : tellSeed(options.seed, options);
};

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}: see --help.`);
  process.exitCode = 2;
}
