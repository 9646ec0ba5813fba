import { readOptions } from './play/options.ts';
import { forgedRequests, type Seen, verdictOn } from './smoke/forged-requests.ts';

const HELP = `Knocks at a deployed stage with a signature of the right form and the wrong key, at each address a vendor was given.

  npm run smoke -- --url https://….execute-api.us-east-1.amazonaws.com     output ApiUrl of the app stack

Each must answer 401 signature_invalid: then the function started, found its variables and read the stage's keys.
Nothing is written. Exits 0 only if all did.
`;

const values = readOptions({
  url: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});

/** Cold starts of every function at once are included. */
const PATIENCE_MS = 15_000;

const knock = async (apiUrl: string, { path, headers }: { path: string; headers: object }): Promise<Seen> => {
  try {
    const answer = await fetch(`${apiUrl.replace(/\/$/, '')}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: error instanceof Error ? error.message : String(error) };
  }
};

const apiUrl = values.url;
if (values.help) console.log(HELP);
else if (apiUrl === undefined || !URL.canParse(apiUrl)) {
  console.error('Say which API to knock at: npm run smoke -- --url https://…');
  process.exitCode = 1;
} else {
  const verdicts = await Promise.all(
    forgedRequests(Date.now()).map(async (request) => ({
      path: request.path,
      ...verdictOn(await knock(apiUrl, request)),
    })),
  );
  for (const { path, holds, because } of verdicts) console.log(`${holds ? '✓' : '✗'} ${path}: ${because}`);
  process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;
}
