import { findPlace } from './audit/find-place.ts';
import { expectedShape } from './data-model/expected.ts';
import { openTable, verify } from './data-model/verify.ts';
import { readOptions } from './play/options.ts';
import { operate } from './stage/operate.ts';

const HELP = `Compares a stage's table with the one that this checkout would deploy: keys, capacity, indexes with what they hold, stream,
expiry, recovery, deletion protection, encryption.

  npm run verify-data-model                     of the local cloud that runs here
  npm run verify-data-model -- --stage dev      of a stage (asks CloudFormation by the AWS command line, and DynamoDB)

Says a line for each difference. Exits 0 only if there is none. Changes nothing.
`;

const values = readOptions({
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});
const stage = values.stage === 'local' ? undefined : values.stage;

await operate({
  help: values.help ? HELP : undefined,
  asked: () => ({
    title: 'Table of',
    async run(table) {
      const holds = await verify(table, expectedShape(stage ?? 'local'), (line) => console.log(line));
      if (!holds) process.exitCode = 1;
    },
  }),
  findPlace: () => findPlace(stage),
  open: openTable,
});
