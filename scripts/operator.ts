import * as z from 'zod';
import { email, words as wordsOf } from '../functions/contracts/api/shapes.ts';
import { log } from '../functions/runtime/log.ts';
import { findPlace } from './operator/find-place.ts';
import { invite } from './operator/invite.ts';
import { type OpenOperators, openOperators } from './operator/open-operators.ts';
import { readWordsAndOptions } from './play/options.ts';
import { type Asked, operate } from './stage/operate.ts';

const HELP = `Those who run the product.

  npm run operator -- invite EMAIL NAME            the first operator; later ones are invited by another
  npm run operator -- invite EMAIL NAME --again    another code in the place of the one before
  npm run operator -- list-businesses              puts businesses from before there was a directory into it

An e-mail with a code goes to the address: its reader chooses the password (POST /v1/operator/invitations/accept) and sets
up an authenticator app at the first sign-in. Nothing secret is printed, and there is no password to begin with.
Works on the local cloud that runs here, or with --stage dev|staging|prod on that stage (asks CloudFormation by the
AWS command line, and DynamoDB with the same credentials).
`;

const { values, words } = readWordsAndOptions({
  stage: { type: 'string' },
  again: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});
const say = (line: string): void => console.log(line);

const Invited = z.tuple([email, wordsOf(120)]);

/** What was asked for; throws a sentence before anything is reached. */
const asked = ([command, ...rest]: readonly string[]): Asked<OpenOperators> => {
  if (command === 'list-businesses' && rest.length === 0)
    return {
      title: 'Directory of businesses on',
      run: async (open) => say(`${await open.listBusinesses()} businesses were put into the directory.`),
    };
  if (command !== 'invite') throw new Error(`"${words.join(' ')}" is no command: see --help.`);
  const [address, ...name] = rest;
  const who = Invited.safeParse([address, name.join(' ')]);
  if (!who.success) throw new Error('Say whom: npm run operator -- invite EMAIL NAME.');
  const given = { email: who.data[0], name: who.data[1], again: values.again };
  return { title: 'Invitation to', run: (open) => invite(open, say, given) };
};

// Lines are for those who read logs; here a person reads sentences.
log.setLogLevel('ERROR');
await operate({
  help: values.help ? HELP : undefined,
  asked: () => asked(words),
  findPlace: () => findPlace(values.stage),
  open: openOperators,
});
