import { BusinessId } from '../functions/contracts/ids.ts';
import { findPlace } from './audit/find-place.ts';
import { list } from './audit/list.ts';
import { openTrail } from './audit/open-trail.ts';
import { readWordsAndOptions } from './play/options.ts';
import { operate } from './stage/operate.ts';

const HELP = `Every decision about a business's bookings, fees, texts, consents and account, oldest first.

  npm run audit -- BUSINESS_ID
  npm run audit -- BUSINESS_ID --subject apt_...     an appointment with its fee and texts, or one fee, text, invoice
  npm run audit -- BUSINESS_ID --json                one JSON object a line

Works on the local cloud that runs here, or with --stage dev|staging|prod on that stage (asks CloudFormation by the
AWS command line, and DynamoDB with the same credentials). A number is a fingerprint; but
fingerprints can be tried out against numbers: treat a record as personal.
`;

const { values, words } = readWordsAndOptions({
  subject: { type: 'string' },
  json: { type: 'boolean', default: false },
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});
const say = (line: string): void => console.log(line);

/** Whose record was asked for; throws a sentence before anything is reached. */
const businessIn = ([id, ...more]: readonly string[]): BusinessId => {
  if (id === undefined) throw new Error('Say whose: npm run audit -- BUSINESS_ID.');
  if (more.length > 0) throw new Error(`One business at a time: "${more[0]}" is too much.`);
  const read = BusinessId.safeParse(id);
  if (!read.success) throw new Error(`"${id}" is no id of a business: biz_ and 6 to 40 letters or digits.`);
  return read.data;
};

await operate({
  help: values.help ? HELP : undefined,
  asked() {
    const businessId = businessIn(words);
    return {
      title: `Record of ${businessId} on`,
      run: (trail) => list(trail, say, { businessId, subject: values.subject, json: values.json }),
    };
  },
  findPlace: () => findPlace(values.stage),
  open: openTrail,
});
