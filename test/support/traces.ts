import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { addressOf } from '../../scripts/local/world-address.ts';
import { openBusiness } from '../../scripts/play/demo-business.ts';
import { thereAlready } from '../../scripts/play/on-its-way.ts';
import { openPlace } from '../../scripts/play/place.ts';
import { loadScenarios } from '../../scripts/play/scenario.ts';
import { performSteps } from '../../scripts/play/stage-play.ts';
import { cloudWatchLines } from '../../scripts/trace/cloudwatch-lines.ts';
import { gather } from '../../scripts/trace/gather.ts';
import type { LineSource } from '../../scripts/trace/source.ts';
import { type Story, storyOf } from '../../scripts/trace/story.ts';
import { tableRows } from '../../scripts/trace/table-rows.ts';
import type { FlowWorld } from './world.ts';

const silent = {
  onCall: () => undefined,
  onSpoken: () => undefined,
  onAnswered: () => undefined,
  onAside: () => undefined,
};

/** What the functions of a world have logged, over CloudWatch's interface. */
export const logsOf = ({ cloud }: FlowWorld): LineSource & { close(): void } => {
  const { gatewayUrl: endpoint, region, credentials } = cloud;
  const client = new CloudWatchLogsClient({ endpoint, region, credentials });
  const where = { name: 'the world of the test', prefix: 'CloudGreet-local-', since: 0 };
  return { ...cloudWatchLines(client, where), close: () => client.destroy() };
};

export const storyIn = async (world: FlowWorld, callId: string): Promise<Story> => {
  const logs = logsOf(world);
  const found = await gather(callId, { lines: logs, rows: tableRows(world.table) });
  logs.close();
  if (!found) throw new Error(`nothing was found of ${callId}`);
  return storyOf(found);
};

/** Plays one of the demo's scenarios to its end. Answers the callers' calls, in the order in which they rang. */
export const playedIn = async (world: FlowWorld, name: string, serial: number) => {
  const scenario = loadScenarios().find((one) => one.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const place = openPlace(addressOf(world), world.clock, world.retell);
  const business = await openBusiness(place, {
    key: `trace${String(serial).padStart(4, '0')}`,
    name: scenario.business,
    number: `+151255503${String(serial).padStart(2, '0')}`,
    card: scenario.card,
  });
  const callIds: string[] = [];
  const onCall = (_: string, session: { readonly callId: string }) => void callIds.push(session.callId);
  await performSteps({ ...place, letPass: world.letPass }, thereAlready(business), scenario, {
    ...silent,
    onCall,
  });
  await world.atRest();
  place.close();
  return { business, callIds };
};

/** The words of a story without what differs from run to run: instants, spans, ids and the seals of offers. */
export const normalised = (text: string): string =>
  text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<id>')
    .replace(/\b(call|apt|fee|txt|alr|evt|biz|in|ii|req|msg)_\w{12,}/g, '<$1>')
    .replace(/(T\d{2}:\d{2}[AB]?)-[a-z2-7]{5}\b/g, '$1-<seal>')
    .replace(/\b\d{1,2}:\d{2}:\d{2}\s[AP]M/g, '<time>')
    .replace(/\b\d+(\.\d+)? (ms|s|min)\b/g, '<span>')
    .replace(/\$0\.\d{2}\b/g, '<cost>');

/**
 * A worker and a vendor's report write the same row, and who is faster decides what it says in between. A text is announced
 * as asked for by the agent, and not where the worker that was told of the booking came first.
 */
const IN_BETWEEN = /on its way|not written|announced text\.(?:sent|requested)/;
const HOW_FAR = / written down, .*$/;
/** What has become of a text when the agent asks for it, by a worker that may have begun already. */
const SO_FAR = /(asked for the confirmation text of appointment <apt>) \((?:requested|sending|sent)\)/;

/** What a story tells, in its order, as far as it is the same in every run. */
export const wordsOf = (
  moments: readonly { readonly who: string; readonly what: string; readonly weight?: string }[],
): string[] =>
  moments
    .filter(({ weight }) => weight !== 'machinery')
    .map(({ who, what }) =>
      normalised(`${who}: ${what}`).replace(HOW_FAR, ' written down').replace(SO_FAR, '$1'),
    )
    .filter((words) => !IN_BETWEEN.test(words));
