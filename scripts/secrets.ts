import { randomBytes } from 'node:crypto';
import { formOf, SECRET_FORMS } from '../functions/contracts/setting-forms.ts';
import { secretNames } from '../functions/domain/health/settings-of.ts';
import { readWordsAndOptions } from './play/options.ts';
import { changeSecret, putting, retiring } from './secrets/change-secret.ts';
import { findPlace } from './secrets/find-place.ts';
import { list } from './secrets/list.ts';
import { type OpenSecret, openSecret } from './secrets/open-secret.ts';
import { readUnseen } from './secrets/read-unseen.ts';
import { operate } from './stage/operate.ts';

const HELP = `The keys of a stage, in its one secret.

  npm run secrets -- list                                    which are set; never what they are
  npm run secrets -- put stripe.secretKey                    asks for it, and shows nothing of what you type or paste
  npm run secrets -- put stripe.secretKey < FILE             or takes it from a file or a pipe
  npm run secrets -- put offers.keys --generate              makes one by chance, for the keys that are ours alone
  npm run secrets -- retire stripe.webhookSecrets            takes the older of two live ones away

Works on the local cloud that runs here, or with --stage dev|staging|prod on that stage (asks CloudFormation by the AWS
command line, and Secrets Manager with the same credentials). A value is never an argument: arguments stay in the
shell's history and in the list of processes. A new key is put in first and its older one retired when nobody uses it
any more. Two who change the secret at once both succeed: each changes the version that is current, or reads it anew.
`;

const { values, words } = readWordsAndOptions({
  generate: { type: 'boolean', default: false },
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});
const say = (line: string): void => console.log(line);

/** Keys that nobody but us knows. */
const OURS = ['offers.keys', 'codes.keys', 'originSecret'];

const generated = (name: string): string => {
  if (!OURS.includes(name))
    throw new Error(`${name} is made by its vendor; --generate is for ${OURS.join(', ')}.`);
  return randomBytes(32).toString('base64url');
};

/** What was typed in the place of a name may be a key: it is not repeated. */
const nameIn = ([name, ...more]: readonly string[]): string => {
  if (more.length > 0 || name?.includes('='))
    throw new Error(
      'A value as an argument stays in the history of your shell: leave it out, and you are asked for it. If that was a real key, change it at its vendor.',
    );
  const known = secretNames();
  if (name === undefined || !known.includes(name)) throw new Error(`Say which: ${known.join(', ')}.`);
  return name;
};

/** One of them alone is half a section, which no function reads. */
const notByHand = (name: string): void => {
  if (name.startsWith('platform.')) throw new Error(`${name} is made and put in by npm run connect.`);
};

const put = async (secret: OpenSecret, name: string): Promise<void> => {
  const value = values.generate
    ? generated(name)
    : await readUnseen(`${name} (is not shown): `, process.stdin, (text) => process.stderr.write(text));
  const { isForm, says } = formOf(SECRET_FORMS, name);
  if (!isForm(value)) throw new Error(`${name} has to be ${says}; nothing was changed.`);
  await changeSecret(secret, say, putting(name, value));
};

type Task = (secret: OpenSecret) => Promise<void>;

/** What was asked for; throws a sentence before anything is reached. */
const task = ([command = 'list', ...rest]: readonly string[]): Task => {
  if (command === 'list' && rest.length === 0) return (secret) => list(secret, say);
  if (command === 'put') {
    const name = nameIn(rest);
    notByHand(name);
    if (values.generate) generated(name);
    return (secret) => put(secret, name);
  }
  if (command !== 'retire') throw new Error('There are list, put and retire: see --help.');
  const change = retiring(nameIn(rest));
  return (secret) => changeSecret(secret, say, change);
};

await operate({
  help: values.help ? HELP : undefined,
  asked: () => ({ title: 'Secret of', run: task(words) }),
  findPlace: () => findPlace(values.stage === 'local' ? undefined : values.stage),
  open: openSecret,
});
