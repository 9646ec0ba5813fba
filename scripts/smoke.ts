import { readOptions } from './play/options.ts';
import { ask } from './smoke/ask.ts';
import { type Doors, findDoors } from './smoke/find-place.ts';
import { forgedRequests, verdictOn } from './smoke/forged-requests.ts';
import { HEALTH, verdictOnOwnAddress } from './smoke/front-door.ts';
import { webKnocks } from './smoke/web-knocks.ts';
import { oneSentence } from './stage/one-sentence.ts';

const HELP = `Knocks at a stage that was just deployed, as strangers would, and says what it finds.

  npm run smoke                         the local cloud that runs here
  npm run smoke -- --stage dev          a stage (asks CloudFormation for its addresses by the AWS command line)

  npm run smoke -- --url https://….execute-api.us-east-1.amazonaws.com     output ApiUrl of the app stack
    … --web-url https://….cloudfront.net                                   output WebUrl of the web stack
    … --web-api-url https://….execute-api.…                                output WebApiUrl of the app stack

At each address of vendors, with a wrong key: 401 signature_invalid, so the function started, found its variables and
read the stage's keys. Where people come in: healthy, careful with browsers, closed to other sites' pages, to nobody's sign-in and
to forged tokens. And nobody gets around that address. Nothing of anybody is written. Exits 0 only if all held.
`;

const values = readOptions({
  stage: { type: 'string' },
  url: { type: 'string' },
  'web-url': { type: 'string' },
  'web-api-url': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});

const doorsAsked = async (): Promise<Doors> => {
  const { stage, url, 'web-url': webUrl, 'web-api-url': webApiUrl } = values;
  if (stage !== undefined && (url ?? webUrl ?? webApiUrl) !== undefined)
    throw new Error('Name a stage or its addresses, not both.');
  if (url === undefined && (webUrl ?? webApiUrl) === undefined)
    return findDoors(stage === 'local' ? undefined : stage);
  for (const one of [url ?? '', webUrl, webApiUrl])
    if (one !== undefined && !URL.canParse(one))
      throw new Error('Say which API to knock at: npm run smoke -- --url https://…');
  return { url: String(url), webUrl, webApiUrl };
};

const ofVendors = (url: string) =>
  forgedRequests(Date.now()).map(async ({ path, headers }) => {
    const forged = { 'content-type': 'application/json', ...headers };
    const seen = await ask(url, path, { method: 'POST', headers: forged, body: '{}' });
    return { name: path, ...verdictOn(seen) };
  });

const ofPeople = (url: string | undefined) =>
  url === undefined
    ? []
    : webKnocks.map(async ({ name, path, init, judge }) => ({ name, ...judge(await ask(url, path, init)) }));

const around = (url: string | undefined) =>
  url === undefined
    ? []
    : [ask(url, HEALTH).then((seen) => ({ name: "the API's own address", ...verdictOnOwnAddress(seen) }))];

const run = async (): Promise<void> => {
  const { url, webUrl, webApiUrl } = await doorsAsked();
  const verdicts = await Promise.all([...ofVendors(url), ...ofPeople(webUrl), ...around(webApiUrl)]);
  for (const { name, holds, because } of verdicts) console.log(`${holds ? '✓' : '✗'} ${name}: ${because}`);
  process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;
};

if (values.help) console.log(HELP);
else
  await run().catch((error: unknown) => {
    console.error(oneSentence(error));
    process.exitCode = 1;
  });
