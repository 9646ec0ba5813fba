/** What an alarm on a queue says of it. */
export type QueueAlarm = { readonly queueName: string; readonly description: string };

/** A queue of dead letters as an operator speaks of it. */
export type DeadLetterQueue = {
  /** Of the function that failed, e.g. `charge-booking-fee`. */
  readonly name: string;
  /** What customers lose while its messages wait. */
  readonly impact: string;
  /** Page and heading that say what to do. */
  readonly runbook: string;
  /** As SQS knows it. */
  readonly queueName: string;
};

/** lib/constructs/alarm.ts writes it so. The page is the handler's path, e.g. `workers-charge-booking-fee`. */
const DESCRIPTION = /^Impact: (.+)\. Runbook: (docs\/runbooks\/[a-z]+-([\w-]+)\.md#dead-letters)$/s;

/** Each queue of dead letters has an alarm that says so: what is deployed is asked, not what this checkout would deploy. */
export const deadLetterQueues = (alarms: readonly QueueAlarm[]): DeadLetterQueue[] =>
  alarms
    .flatMap(({ queueName, description }) => {
      const [, impact = '', runbook = '', name = ''] = DESCRIPTION.exec(description) ?? [];
      return name === '' ? [] : [{ name, impact, runbook, queueName }];
    })
    .sort((one, other) => one.name.localeCompare(other.name));

/** By its short name. Throws a sentence with the names that there are. */
export const queueNamed = (queues: readonly DeadLetterQueue[], name: string): DeadLetterQueue => {
  const found = queues.find((queue) => queue.name === name);
  if (found) return found;
  const names = queues.map((queue) => queue.name).join(', ');
  throw new Error(`There are no dead letters of "${name}": there are those of ${names}.`);
};
