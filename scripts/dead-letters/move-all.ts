import { setTimeout as pause } from 'node:timers/promises';
import {
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

const LOOK_EVERY_MS = 250;
/** How long SQS may take to tell of a move that it accepted. */
const PATIENCE_MS = 30_000;

type Task = ListMessageMoveTasksResultEntry;

/** Hears how far a move is. */
export type Moving = (moved: number, of: number) => void;

const isOpen = (task: Task | undefined): boolean => /RUNNING|CANCELLING/.test(task?.Status ?? '');

const latest = async (sqs: SQSClient, SourceArn: string): Promise<Task | undefined> =>
  (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }))).Results?.[0];

const follow = async (
  sqs: SQSClient,
  from: string,
  isIt: (task: Task | undefined) => boolean,
  moving: Moving,
): Promise<Task> => {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const task = await latest(sqs, from);
    if (task && isIt(task)) {
      moving(
        Number(task.ApproximateNumberOfMessagesMoved ?? 0),
        Number(task.ApproximateNumberOfMessagesToMove ?? 0),
      );
      if (!isOpen(task)) return task;
    } else if (Date.now() > until)
      throw new Error(
        'SQS took the move and does not tell of it: see whether the dead letters become fewer.',
      );
    await pause(LOOK_EVERY_MS);
  }
};

/**
 * SQS moves a whole queue by itself, this only waits: whoever breaks it off stops looking, not the move. Follows the move
 * that somebody else has begun, if there is one. Returns how many were moved; throws a sentence when it did not end well.
 */
export const moveAll = async (sqs: SQSClient, from: string, to: string, moving: Moving): Promise<number> => {
  const before = await latest(sqs, from);
  if (isOpen(before) && before?.DestinationArn !== to) {
    throw new Error(
      'Another move of these dead letters is running, to another place: wait until it is over.',
    );
  }
  if (!isOpen(before))
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: from, DestinationArn: to }));
  const isIt = (task: Task | undefined): boolean =>
    isOpen(before) || task?.StartedTimestamp !== before?.StartedTimestamp;
  const task = await follow(sqs, from, isIt, moving);
  const moved = Number(task.ApproximateNumberOfMessagesMoved ?? 0);
  if (task.Status === 'COMPLETED') return moved;
  const how = task.Status === 'CANCELLED' ? 'was cancelled' : `failed (${task.FailureReason})`;
  throw new Error(`The move ${how} after ${moved} messages: the others are where they were.`);
};
