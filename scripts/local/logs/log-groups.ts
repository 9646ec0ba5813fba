import type { LocalClock } from '../clock.ts';
import type { AwsAnswer, AwsCall } from '../gateway/aws-call.ts';
import { awsError, awsJson } from '../gateway/aws-error.ts';
import type { FunctionSpec, LocalLogLine } from '../types.ts';
import { readPattern } from './filter-pattern.ts';

/** CloudWatch Logs: what the functions log, kept in memory and found again by its words. */
export type LogGroups = {
  answer(call: AwsCall): AwsAnswer;
  /** Keeps a line of a function; lines of other parts of the cloud are no function's log. */
  keep(line: LocalLogLine): void;
};

type LogEvent = {
  readonly eventId: string;
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
};

/** Some thousand calls; the oldest go first. */
const MOST_EVENTS = 100_000;
/** As CloudWatch: an event is at most so long. */
const LONGEST_MESSAGE = 262_144;
const MOST_EVENTS_A_PAGE = 10_000;
const MOST_GROUPS_A_PAGE = 50;
const STREAM = 'local';

const groupOf = (spec: FunctionSpec): string => spec.logGroup ?? `/aws/lambda/${spec.arn.split(':').at(-1)}`;

/** When the function wrote it, by the local clock; a line without a time of its own: when it arrived. */
const writtenAt = ({ at, text }: LocalLogLine, clock: LocalClock): number => {
  const written = /"timestamp":"([^"]+)"/.exec(text)?.[1];
  const instant = written === undefined ? Number.NaN : Date.parse(written);
  return Number.isNaN(instant) ? at : instant + clock.offsetMs();
};

type Input = Readonly<Partial<Record<string, unknown>>>;

export const createLogGroups = (functions: readonly FunctionSpec[], clock: LocalClock): LogGroups => {
  const groups = new Map<string, LogEvent[]>(functions.map((spec) => [groupOf(spec), []]));
  const groupNames = new Map(functions.map((spec) => [`function:${spec.name}`, groupOf(spec)]));
  const perGroup = Math.ceil(MOST_EVENTS / Math.max(1, groups.size));
  let serial = 0;

  const describe = (_: AwsCall, { logGroupNamePrefix = '', nextToken = '0' }: Input): AwsAnswer => {
    const names = [...groups.keys()].filter((name) => name.startsWith(String(logGroupNamePrefix))).sort();
    const from = Number(nextToken);
    const page = names.slice(from, from + MOST_GROUPS_A_PAGE);
    const more = from + page.length < names.length;
    return awsJson({
      logGroups: page.map((logGroupName) => ({ logGroupName, storedBytes: 0 })),
      ...(more && { nextToken: String(from + page.length) }),
    });
  };

  const filter = (call: AwsCall, input: Input): AwsAnswer => {
    const name = String(input.logGroupName ?? input.logGroupIdentifier);
    const events = groups.get(name);
    if (!events) {
      const message = 'The specified log group does not exist.';
      return awsError(call, { code: 'ResourceNotFoundException', message });
    }
    const matches = readPattern(String(input.filterPattern ?? ''));
    if (!matches) {
      const message = `The local cloud does not know filter pattern ${String(input.filterPattern)}.`;
      return awsError(call, { code: 'InvalidParameterException', message });
    }
    const from = Number(input.startTime ?? 0);
    const to = Number(input.endTime ?? Number.POSITIVE_INFINITY);
    const fitting = events.filter(
      ({ timestamp, message }) => timestamp >= from && timestamp <= to && matches(message),
    );
    const first = Number(input.nextToken ?? 0);
    const page = fitting.slice(first, first + Math.min(MOST_EVENTS_A_PAGE, Number(input.limit ?? Infinity)));
    const more = first + page.length < fitting.length;
    return awsJson({
      events: page,
      searchedLogStreams: [],
      ...(more && { nextToken: String(first + page.length) }),
    });
  };

  const actions: Readonly<Record<string, (call: AwsCall, input: Input) => AwsAnswer>> = {
    DescribeLogGroups: describe,
    FilterLogEvents: filter,
  };

  return {
    keep(line) {
      const events = groups.get(groupNames.get(line.source) ?? '');
      if (!events) return;
      serial += 1;
      events.push({
        eventId: String(serial).padStart(20, '0'),
        logStreamName: STREAM,
        timestamp: writtenAt(line, clock),
        ingestionTime: line.at,
        message: line.text.slice(0, LONGEST_MESSAGE),
      });
      if (events.length > perGroup) events.splice(0, events.length - perGroup);
    },
    answer(call) {
      const action = actions[call.action];
      if (action) return action(call, call.input);
      const message = `The local cloud does not run logs:${call.action}.`;
      return awsError(call, { code: 'UnknownOperationException', message });
    },
  };
};
