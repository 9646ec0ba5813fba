import { BusinessId } from '../functions/contracts/ids.ts';
import { type ChainPlace, OPERATIONS } from '../functions/domain/audit/chain.ts';
import { findPlace } from './audit/find-place.ts';
import { list } from './audit/list.ts';
import { openTrail } from './audit/open-trail.ts';
import { readAnchor, verify } from './audit/verify.ts';
import { readWordsAndOptions } from './play/options.ts';
import { operate } from './stage/operate.ts';

const HELP = `Every decision about a business's bookings, fees, texts, consents and account, oldest first, and whether what
people decided is all there and unchanged: their entries are a chain, each link holding a hash of the one before.

  npm run audit -- BUSINESS_ID
  npm run audit -- BUSINESS_ID --subject apt_...     an appointment with its fee and texts, or one fee, text, invoice
  npm run audit -- BUSINESS_ID --json                one JSON object a line
  npm run audit -- BUSINESS_ID --verify              the chain alone; ends with 1 and names the first link that is wrong
  npm run audit -- BUSINESS_ID --verify --anchor 17:0f3a...    and that its 17th link is the one that you noted, or that a
                                                     log line "audit.chained" says: whoever may rewrite the table
                                                     may rewrite the chain, but not the log
  npm run audit -- operations                        of operators and partners, what concerns no one business

Works on the local cloud that runs here, or with --stage dev|staging|prod on that stage (asks CloudFormation by the
AWS command line, and DynamoDB with the same credentials). A number is a fingerprint; but
fingerprints can be tried out against numbers: treat a record as personal.
`;

const { values, words } = readWordsAndOptions({
  subject: { type: 'string' },
  json: { type: 'boolean', default: false },
  verify: { type: 'boolean', default: false },
  anchor: { type: 'string', multiple: true, default: [] },
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});
const say = (line: string): void => console.log(line);

/** Whose record was asked for; throws a sentence before anything is reached. */
const placeIn = ([id, ...more]: readonly string[]): ChainPlace => {
  if (id === undefined) throw new Error('Say whose: npm run audit -- BUSINESS_ID.');
  if (more.length > 0) throw new Error(`One business at a time: "${more[0]}" is too much.`);
  if (id === OPERATIONS) return id;
  const read = BusinessId.safeParse(id);
  if (!read.success) throw new Error(`"${id}" is no id of a business: biz_ and 6 to 40 letters or digits.`);
  return read.data;
};

await operate({
  help: values.help ? HELP : undefined,
  asked() {
    const place = placeIn(words);
    const anchors = values.anchor.map(readAnchor);
    return {
      title: `Record of ${place} on`,
      async run(trail) {
        if (!values.verify) await list(trail, say, { place, subject: values.subject, json: values.json });
        if (values.json && !values.verify) return;
        if (!(await verify(trail, say, place, anchors))) process.exitCode = 1;
      },
    };
  },
  findPlace: () => findPlace(values.stage),
  open: openTrail,
});
