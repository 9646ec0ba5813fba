import { discard } from './dead-letters/discard.ts';
import { findPlace } from './dead-letters/find-place.ts';
import { list } from './dead-letters/list.ts';
import { type OpenDeadLetters, openDeadLetters } from './dead-letters/open-dead-letters.ts';
import { redrive } from './dead-letters/redrive.ts';
import { show } from './dead-letters/show.ts';
import { readWordsAndOptions } from './play/options.ts';
import { withProgress } from './play/progress.ts';
import { operate } from './stage/operate.ts';

const HELP = `What a function gave up, or never got: kept for 14 days until somebody looks.

  npm run dead-letters                                    every queue: what customers lose, how many wait, since when
  npm run dead-letters -- list --json
  npm run dead-letters -- show QUEUE [--limit 10]         what each is; the queue is left as it was
  npm run dead-letters -- show QUEUE --with-body          and its body (personal data)
  npm run dead-letters -- redrive QUEUE                   all back to the queue where they failed, once the cause is gone
  npm run dead-letters -- redrive QUEUE --id ID [--id ID]
  npm run dead-letters -- discard QUEUE --id ID           one, for good

QUEUE is the function's name, e.g. charge-booking-fee. Works on the local cloud that runs here, or with
--stage dev|staging|prod on that stage (asks CloudFormation and CloudWatch by the AWS command line, and SQS with the
same credentials). Redriving twice does nothing twice. Breaking off a redrive of a whole queue does not stop it.
`;

const { values, words } = readWordsAndOptions({
  id: { type: 'string', multiple: true },
  limit: { type: 'string' },
  'with-body': { type: 'boolean' },
  json: { type: 'boolean' },
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});
const say = (line: string): void => console.log(line);

type Task = (open: OpenDeadLetters) => Promise<void>;

/** An option that the command does not know would be obeyed in silence. */
const only = (command: string, known: readonly (keyof typeof values)[]): void => {
  const all = Object.keys(values) as (keyof typeof values)[];
  const astray = all.find((name) => !['stage', 'help', ...known].includes(name));
  if (astray) throw new Error(`${command} knows no --${astray}: see --help.`);
};

const limitOf = (text = '10'): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`--limit is a number from 1 to 9999, not "${text}".`);
  return Number(text);
};

/** What was asked for; throws a sentence before anything is reached. */
const task = ([command = 'list', queue, ...more]: readonly string[]): Task => {
  if (more.length > 0) throw new Error(`One queue at a time: "${more[0]}" is too much.`);
  const { id: ids = [], json = false, 'with-body': withBody = false } = values;
  const named = (): string => {
    if (queue === undefined) throw new Error(`Say which: npm run dead-letters -- ${command} QUEUE.`);
    return queue;
  };
  if (command === 'list' && queue === undefined) {
    only(command, ['json']);
    return (open) => list(open, say, { json });
  }
  if (command === 'show') {
    only(command, ['limit', 'with-body']);
    const [name, limit] = [named(), limitOf(values.limit)];
    return (open) => show(open, say, name, { limit, withBody });
  }
  if (command === 'redrive') {
    only(command, ['id']);
    const name = named();
    return (open) => redrive(open, say, withProgress, name, ids);
  }
  if (command !== 'discard') throw new Error(`"${words.join(' ')}" is no command: see --help.`);
  only(command, ['id']);
  const name = named();
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0)
    throw new Error(`Discard one by its id: npm run dead-letters -- discard ${name} --id ID.`);
  return (open) => discard(open, say, name, id);
};

await operate({
  help: values.help ? HELP : undefined,
  asked: () => ({ title: 'Dead letters of', run: task(words) }),
  findPlace: () => findPlace(values.stage),
  open: openDeadLetters,
});
