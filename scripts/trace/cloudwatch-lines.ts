import {
  type CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseLine } from './parse-line.ts';
import type { LineSource, LogLine } from './source.ts';

/** A pattern has at most 1,024 characters. */
const LONGEST_PATTERN = 1_000;
/** An account may ask five times a second or more, by region; the client waits where that is too much. */
const AT_ONCE = 3;

type Where = {
  readonly name: string;
  /** What the names of the functions' log groups begin with. */
  readonly prefix: string;
  /** Milliseconds since 1970. */
  readonly since: number;
};

const quoted = (word: string): string => `"${word.replaceAll(/["\\]/g, '\\$&')}"`;

/** Patterns that find any of the words, as few as their length allows. */
const patternsOf = (words: readonly string[]): string[] => {
  const patterns: string[] = [];
  for (const word of words) {
    const term = `?${quoted(word)}`;
    const last = patterns.at(-1);
    if (last === undefined || last.length + 1 + term.length > LONGEST_PATTERN) patterns.push(term);
    else patterns[patterns.length - 1] = `${last} ${term}`;
  }
  return patterns;
};

const inBatches = async <Item, Made>(items: readonly Item[], make: (item: Item) => Promise<Made>) => {
  const made: Made[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    made.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(make))));
  }
  return made;
};

/** The logs of a stage, or of the local cloud, over CloudWatch's own interface. */
export const cloudWatchLines = (client: CloudWatchLogsClient, where: Where): LineSource => {
  let known: Promise<string[]> | undefined;
  const groups = (): Promise<string[]> => {
    known ??= (async () => {
      const names: string[] = [];
      const pages = paginateDescribeLogGroups({ client }, { logGroupNamePrefix: where.prefix });
      for await (const page of pages) {
        names.push(...(page.logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []));
      }
      if (names.length === 0)
        throw new Error(`There are no logs of ${where.name}: no log group ${where.prefix}…`);
      return names;
    })();
    return known;
  };

  const search = async (logGroupName: string, filterPattern: string): Promise<LogLine[]> => {
    const lines: LogLine[] = [];
    const pages = paginateFilterLogEvents(
      { client, stopOnSameToken: true },
      { logGroupName, filterPattern, startTime: where.since },
    );
    for await (const page of pages) {
      for (const { message = '', timestamp } of page.events ?? []) {
        const line = parseLine(message, timestamp);
        if (line) lines.push(line);
      }
    }
    return lines;
  };

  const everywhere = async (patterns: readonly string[]): Promise<LogLine[]> => {
    const searches = (await groups()).flatMap((group) => patterns.map((pattern) => ({ group, pattern })));
    return (await inBatches(searches, ({ group, pattern }) => search(group, pattern))).flat();
  };

  return {
    name: where.name,
    withAny: (words) => everywhere(patternsOf(words)),
    withAll: (words) => everywhere([words.map(quoted).join(' ')]),
  };
};
