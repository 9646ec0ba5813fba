import { parseArgs } from 'node:util';
import { readTableStore } from './backends/choose-store.ts';
import type { LocalLogLine } from './types.ts';
import { startWorld, type World } from './world.ts';
import { forgetWorld, publishWorld } from './world-address.ts';

const print = ({ at, source, level, text }: LocalLogLine): void => {
  if (level === 'debug') return;
  const time = new Date(at).toISOString().slice(11, 19);
  console.log(`${time} ${level === 'info' ? '' : `${level.toUpperCase()} `}${source} ${text}`);
};

const describe = ({ cloud, stripe, telnyx, resend, retell }: World): string =>
  [
    '',
    'CloudGreet runs on this machine.',
    `  Web      ${cloud.outputs.WebUrl}  (pages, and the API of people; vendors call the next)`,
    `  API      ${cloud.apiUrl}`,
    `  AWS      ${cloud.gatewayUrl}  (AWS_ENDPOINT_URL; access key ${cloud.credentials.accessKeyId}, region ${cloud.region})`,
    `  Stripe   ${stripe.url}/_inspect`,
    `  Telnyx   ${telnyx.url}/_inspect`,
    `  Resend   ${resend.url}/_inspect`,
    `  Retell   ${retell.url}/_inspect`,
    `  Table    ${cloud.outputs.TableName}  (in ${cloud.store.kind === 'memory' ? 'memory' : 'DynamoDB Local'})`,
    ...(cloud.store.notice === undefined ? [] : [`  ${cloud.store.notice}`]),
    `  Without effect here: ${Object.entries(cloud.ignored)
      .map(([type, count]) => `${count} ${type}`)
      .join(', ')}`,
    'Phone it with `npm run call` in another terminal; `npm run trace -- last` tells what happened in the latest call.',
    'Ctrl-C stops all of it.',
    '',
  ].join('\n');

let world: World | undefined;
let leaving = false;

const leave = async (): Promise<void> => {
  // A second Ctrl-C, or one before the start is over: DynamoDB Local ends with this process in any case.
  if (leaving || !world) process.exit(130);
  leaving = true;
  forgetWorld();
  await world.stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave());

try {
  const { values } = parseArgs({ options: { store: { type: 'string' } } });
  const store = readTableStore(values.store);
  world = await startWorld({
    log: print,
    ...(store && { store }),
    schedules: 'on the minute',
    beforeSynth: () => console.log('The templates are older than their sources: running cdk synth …'),
    beforeBuild: () => console.log('The dashboard is older than its sources: building it …'),
  });
  publishWorld(world);
  console.log(describe(world));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
