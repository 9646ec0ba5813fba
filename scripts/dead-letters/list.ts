import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Say } from '../stage/say.ts';
import { depthOf } from './depth.ts';
import { holding } from './hold.ts';
import type { OpenDeadLetters } from './open-dead-letters.ts';
import type { DeadLetterQueue } from './queue.ts';
import { sentAt } from './tell-letter.ts';
import { counted, lasting, moment } from './wording.ts';

/** Of so many the oldest is looked for: SQS does not say it, and gives them in no strict order. */
const LOOKED_AT = 50;

type Waiting = DeadLetterQueue & {
  readonly waiting: number;
  /** Milliseconds since 1970; of those looked at. */
  readonly oldest: number | undefined;
  /** Some were not looked at. */
  readonly maybeOlder: boolean;
  readonly keptSeconds: number;
};

const lookAt = async (sqs: SQSClient, queue: DeadLetterQueue): Promise<Waiting> => {
  const { url, waiting, keptSeconds } = await depthOf(sqs, queue.queueName);
  if (waiting === 0) return { ...queue, waiting, oldest: undefined, maybeOlder: false, keptSeconds };
  const wanted = Math.min(waiting, LOOKED_AT);
  return holding(
    sqs,
    url,
    (held) => held.length >= wanted,
    (held) => ({
      ...queue,
      waiting: Math.max(waiting, held.length),
      oldest: held.length === 0 ? undefined : Math.min(...held.map(sentAt)),
      maybeOlder: held.length < waiting,
      keptSeconds,
    }),
  );
};

const ageOf = ({ oldest, maybeOlder, keptSeconds }: Waiting, now: number): string => {
  if (oldest === undefined) return ", each in somebody's hands at the moment";
  const age = `${maybeOlder ? 'at least ' : ''}${lasting((now - oldest) / 1000)}`;
  return `, the oldest for ${age} (kept until ${moment(oldest + keptSeconds * 1000)})`;
};

const described = (found: Waiting, now: number): string[] => [
  found.waiting === 0
    ? `${found.name}: empty`
    : `${found.name}: ${found.waiting} wait${found.waiting === 1 ? 's' : ''}${ageOf(found, now)}`,
  `    ${found.impact}`,
  ...(found.waiting === 0 ? [] : [`    ${found.runbook}`]),
];

const asJson = (place: string, found: readonly Waiting[], now: number): string =>
  JSON.stringify(
    {
      place,
      total: found.reduce((sum, { waiting }) => sum + waiting, 0),
      queues: found.map(({ name, impact, runbook, waiting, oldest, maybeOlder }) => ({
        name,
        impact,
        runbook,
        waiting,
        ...(oldest !== undefined && {
          oldestSentAt: new Date(oldest).toISOString(),
          oldestSeconds: Math.floor((now - oldest) / 1000),
          maybeOlder,
        }),
      })),
    },
    undefined,
    2,
  );

/** Every queue of dead letters: what customers lose, how many wait, since when. */
export const list = async (
  { place, queues, sqs }: OpenDeadLetters,
  say: Say,
  { json = false, now = Date.now() }: { readonly json?: boolean; readonly now?: number } = {},
): Promise<void> => {
  const found = await Promise.all(queues.map((queue) => lookAt(sqs, queue)));
  if (json) return say(asJson(place, found, now));
  for (const one of found) for (const line of described(one, now)) say(line);
  const filled = found.filter(({ waiting }) => waiting > 0);
  const total = filled.reduce((sum, { waiting }) => sum + waiting, 0);
  say(
    total === 0
      ? `No dead letters in ${counted(found.length, 'queue')}.`
      : `${counted(total, 'dead letter')} in ${filled.length} of ${counted(found.length, 'queue')}.`,
  );
};
