import { connectStage, isConnected } from './connect/connect-stage.ts';
import { findPlace } from './connect/find-place.ts';
import { manualSteps } from './connect/manual-steps.ts';
import { askVendors, type OpenConnection, openConnection } from './connect/open-connection.ts';
import type { Mode } from './connect/settle.ts';
import { tellOutcome, tellOutcomes } from './connect/tell-outcomes.ts';
import { readOptions } from './play/options.ts';
import { operate } from './stage/operate.ts';

const HELP = `What the platform itself has at the vendors: prices, webhooks, the trunk; and what the stage's secret knows of it.

  npm run connect                          of the local cloud that runs here
  npm run connect -- --stage dev           makes what is missing, and tells what is not as it should be
  npm run connect -- --stage dev --check   changes nothing; exits 1 if something is missing or differs
  npm run connect -- --stage dev --mend    changes what differs, too

Asks each vendor with the stage's own key (npm run secrets). Each thing is looked for before it is made: stop it anywhere and
run it again, and there is one of everything. Secrets go into the stage's secret and are never printed.
`;

const values = readOptions({
  stage: { type: 'string' },
  check: { type: 'boolean', default: false },
  mend: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});
const say = (line: string): void => console.log(line);

const modeAsked = (): Mode => {
  if (values.check && values.mend)
    throw new Error('--check changes nothing and --mend does: say one of them.');
  if (values.check) return 'check';
  return values.mend ? 'mend' : 'make';
};

const connect =
  (mode: Mode) =>
  async ({ place, secret }: OpenConnection): Promise<void> => {
    const { stage, apiUrl, webUrl, urls } = place;
    const ask = askVendors(await secret.read(), urls);
    const outcomes = await connectStage({ stage, apiUrl, webUrl, secret, ask, mode, tell: tellOutcome(say) });
    tellOutcomes(outcomes, manualSteps(await secret.read()), { mode, say });
    if (!isConnected(outcomes)) process.exitCode = 1;
  };

await operate({
  help: values.help ? HELP : undefined,
  asked: () => ({ title: 'Vendors of', run: connect(modeAsked()) }),
  findPlace: () => findPlace(values.stage === 'local' ? undefined : values.stage),
  open: openConnection,
});
