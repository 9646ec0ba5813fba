import { readWordsAndOptions } from './play/options.ts';
import { columns, paint } from './play/paint.ts';
import { gather } from './trace/gather.ts';
import { openEvidence } from './trace/open-evidence.ts';
import { linesOfStory } from './trace/print-story.ts';
import type { Evidence } from './trace/source.ts';
import { storyOf } from './trace/story.ts';

const HELP = `Tells one call from the first ring to its last effect: webhooks, tool calls with what was offered and refused,
rows, events, every request to a vendor. Reads only.

  npm run trace -- <callId>                     of the local cloud that runs (npm run local, ./scripts/demo)
  npm run trace -- <callId> --stage dev         of a stage, with your AWS profile and region
  npm run trace -- <callId> --file log.jsonl    of log lines that were saved; - is standard input
  npm run trace -- last                         the latest call of the local cloud

  --since 2h          how far back to look in a stage's logs: 30m, 2h, 7d (default 7d; less is faster)
  --business biz_…    where the logs are gone and only the table is left
  --all               the machinery too: when each worker was done with what
  --json              the story for a program
  --with-transcript   what was said, from the bucket: personal data, print it only where you may
`;

const { values, words } = readWordsAndOptions({
  stage: { type: 'string' },
  file: { type: 'string' },
  since: { type: 'string', default: '7d' },
  business: { type: 'string' },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'with-transcript': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

const sinceOf = (typed: string): number => {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(typed) ?? [];
  if (count === undefined) throw new Error(`"${typed}" is no span of time: say 30m, 2h or 7d.`);
  return Math.max(0, Date.now() - Number(count) * (UNITS_MS[unit] ?? 0));
};

const transcriptOf = async (evidence: Evidence, key: unknown): Promise<string> => {
  if (typeof key !== 'string') return 'There is no transcript of this call.';
  if (!evidence.transcripts)
    return `The transcript lies in the bucket under ${key}; a saved log does not hold it.`;
  return evidence.transcripts.read(key);
};

const latestCallIn = async ({ lines }: Evidence): Promise<string> => {
  const found = (await lines.withAny(['call.answered', 'tool.answered'])).filter(
    ({ fields }) => typeof fields.correlationId === 'string',
  );
  const latest = found.sort((one, other) => one.at - other.at).at(-1);
  if (!latest) throw new Error(`There has been no call yet in ${lines.name}.`);
  return String(latest.fields.correlationId);
};

const run = async (): Promise<void> => {
  if (values.help) return console.log(HELP);
  const [wanted, ...others] = words;
  if (wanted === undefined || others.length > 0) {
    throw new Error('Say which call: npm run trace -- <callId>, as Retell calls it (call_…), or "last".');
  }
  const evidence = await openEvidence(values, sinceOf(values.since));
  try {
    const callId = wanted === 'last' ? await latestCallIn(evidence) : wanted;
    const found = await gather(callId, evidence, values.business);
    if (!found) {
      const where = values.stage === undefined ? '' : ` since ${values.since} ago`;
      throw new Error(`There is no call ${callId} in ${evidence.lines.name}${where}.`);
    }
    const story = storyOf(found);
    const transcript = values['with-transcript']
      ? await transcriptOf(evidence, found.call?.transcriptKey)
      : undefined;
    if (values.json) {
      console.log(JSON.stringify({ story, ...(transcript !== undefined && { transcript }) }, null, 2));
      return;
    }
    for (const line of linesOfStory(story, columns(), values)) console.log(line);
    if (transcript !== undefined) console.log(`\n${paint.strong('Transcript')}\n${transcript}`);
  } finally {
    evidence.close();
  }
};

/** What the AWS clients say of a machine without a profile leaves open what to do. */
const sentenceOf = (error: unknown): string => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (message === 'Region is missing') return 'Say in which region the stage is: export AWS_REGION.';
  return name === 'CredentialsProviderError'
    ? 'There are no AWS credentials: export AWS_PROFILE, or log in (aws sso login).'
    : message;
};

try {
  await run();
} catch (error) {
  console.error(paint.bad(sentenceOf(error)));
  process.exitCode = 1;
}
