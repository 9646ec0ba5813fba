import { readWordsAndOptions } from './play/options.ts';
import { discard, list, release, show } from './quarantine/commands.ts';
import { findPlace } from './quarantine/find-place.ts';
import { type OpenQuarantine, openQuarantine } from './quarantine/open-quarantine.ts';
import { operate } from './stage/operate.ts';

const HELP = `Vendors' events that no business was found for, kept whole until one is.

  npm run quarantine                               list them
  npm run quarantine -- list --awaits agent:agent_x
  npm run quarantine -- show ID                    one, with its body (personal data)
  npm run quarantine -- release ID                 try it again; it leaves when it could be applied
  npm run quarantine -- release --awaits number:+15125550142
  npm run quarantine -- release --all
  npm run quarantine -- discard ID --yes           its body too, for good

Works on the local cloud that runs here, or with --stage dev|staging|prod on that stage (asks CloudFormation by the
AWS command line), or with --table NAME --bucket NAME --queue-url URL. Releasing twice does nothing twice.
`;

const { values, words } = readWordsAndOptions({
  awaits: { type: 'string' },
  all: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  stage: { type: 'string' },
  table: { type: 'string' },
  bucket: { type: 'string' },
  'queue-url': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});
const say = (line: string): void => console.log(line);

type Task = (open: OpenQuarantine) => Promise<void>;

const released = (id: string | undefined): Task => {
  const { awaits, all } = values;
  const ways = [id !== undefined, awaits !== undefined, all].filter(Boolean).length;
  if (ways !== 1) throw new Error('Say what to release: one ID, --awaits NAME or --all.');
  const which = id !== undefined ? { id } : awaits !== undefined ? { awaits } : 'all';
  return (open) => release(open, say, which);
};

/** What was asked for; throws a sentence before anything is reached. */
const task = ([command = 'list', id, ...more]: readonly string[]): Task => {
  if (more.length > 0) throw new Error(`One ID at a time: "${more[0]}" is too much.`);
  const named = (): string => {
    if (id === undefined) throw new Error(`Say which: npm run quarantine -- ${command} ID.`);
    return id;
  };
  if (command === 'release') return released(id);
  if (command === 'list' && id === undefined) return (open) => list(open, say, values.awaits);
  if (command !== 'show' && command !== 'discard')
    throw new Error(`"${words.join(' ')}" is no command: see --help.`);
  const which = named();
  if (command === 'show') return (open) => show(open, say, which);
  if (!values.yes) throw new Error(`This deletes ${which} and its body for good: add --yes.`);
  return (open) => discard(open, say, which);
};

await operate({
  help: values.help ? HELP : undefined,
  asked: () => ({ title: 'Quarantine of', run: task(words) }),
  findPlace: () => findPlace(values),
  open: openQuarantine,
});
