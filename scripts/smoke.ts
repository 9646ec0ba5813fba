import { readOptions } from './play/options.ts';
import { forgedRequests, type Seen, verdictOn } from './smoke/forged-requests.ts';
import { HEALTH, verdictOnDistribution, verdictOnOwnAddress } from './smoke/front-door.ts';

const HELP = `Knocks at a deployed stage with a signature of the right form and the wrong key, at each address a vendor was given.

  npm run smoke -- --url https://….execute-api.us-east-1.amazonaws.com     output ApiUrl of the app stack

Each must answer 401 signature_invalid: then the function started, found its variables and read the stage's keys.

  … --web-url https://….cloudfront.net              output WebUrl of the web stack: must lead to the API
  … --web-api-url https://….execute-api.…           output WebApiUrl of the app stack: must let nobody around that

Nothing is written. Exits 0 only if all did.
`;

const values = readOptions({
  url: { type: 'string' },
  'web-url': { type: 'string' },
  'web-api-url': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});

/** Cold starts of every function at once are included. */
const PATIENCE_MS = 15_000;

const ask = async (url: string, init: RequestInit): Promise<Seen> => {
  try {
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: error instanceof Error ? error.message : String(error) };
  }
};

const at = (base: string, path: string): string => `${base.replace(/\/$/, '')}${path}`;

const knock = (apiUrl: string, { path, headers }: { path: string; headers: object }): Promise<Seen> =>
  ask(at(apiUrl, path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  });

/** Of what was named: whether people get in by the one door and by no other. */
const doors = async (webUrl: string | undefined, webApiUrl: string | undefined) => [
  ...(webUrl === undefined
    ? []
    : [{ path: HEALTH, ...verdictOnDistribution(await ask(at(webUrl, HEALTH), {})) }]),
  ...(webApiUrl === undefined
    ? []
    : [{ path: "the API's own address", ...verdictOnOwnAddress(await ask(at(webApiUrl, HEALTH), {})) }]),
];

const apiUrl = values.url;
if (values.help) console.log(HELP);
else if (apiUrl === undefined || !URL.canParse(apiUrl)) {
  console.error('Say which API to knock at: npm run smoke -- --url https://…');
  process.exitCode = 1;
} else {
  const forged = await Promise.all(
    forgedRequests(Date.now()).map(async (request) => ({
      path: request.path,
      ...verdictOn(await knock(apiUrl, request)),
    })),
  );
  const verdicts = [...forged, ...(await doors(values['web-url'], values['web-api-url']))];
  for (const { path, holds, because } of verdicts) console.log(`${holds ? '✓' : '✗'} ${path}: ${because}`);
  process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;
}
