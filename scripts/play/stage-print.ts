import { columns, paint, phoneForEyes, wrapped } from './paint.ts';
import type { Scenario } from './scenario.ts';
import type { Answered, Audience } from './stage-play.ts';

const NAME_WIDTH = 8;
/** Where two callers are on the line, the agent is named with the one it talks to. */
const WIDE_NAME_WIDTH = 16;

type Result = {
  readonly ok?: boolean;
  readonly code?: string;
  readonly slots?: readonly unknown[];
  readonly confirmation_code?: string;
  readonly queued?: boolean;
};

/** What a tool answered, in a few words. */
export const answerInShort = ({ ok, status, result }: Pick<Answered, 'ok' | 'status' | 'result'>): string => {
  if (!ok) return paint.bad(`no answer${status === undefined ? ' in time' : ` (HTTP ${status})`}`);
  const answer = result as Result;
  if (answer.ok === false) {
    const others = answer.slots?.length ? `, ${answer.slots.length} other times` : '';
    return paint.warning(`refused: ${answer.code}${others}`);
  }
  if (answer.slots) return `${answer.slots.length} free times`;
  if (answer.confirmation_code) return paint.good(`booked, code ${answer.confirmation_code}`);
  return answer.queued ? paint.good('text on its way') : paint.good('done');
};

/** `service: Furnace repair, part_of_day: morning`. */
const argumentsInShort = (args: Answered['args'], room: number): string => {
  const text = Object.entries(args)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
  return text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
};

export const print = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** Prints a call as it goes: every turn, every tool with its time. */
export const printingAudience = (scenario: Scenario, businessName: string): Audience => {
  const isAlone = Object.keys(scenario.callers).length === 1;
  const width = isAlone ? NAME_WIDTH : WIDE_NAME_WIDTH;
  const indent = ' '.repeat(width);

  const turn = (name: string, text: string, colour: (line: string) => string): void => {
    const [first = '', ...rest] = wrapped(text, columns() - width - 4);
    print(`  ${paint.strong(name.padEnd(width))}${colour(first)}`);
    for (const line of rest) print(`  ${indent}${colour(line)}`);
  };

  return {
    onCall(caller, { from, inbound }) {
      print();
      print(`  ☎ ${paint.strong(caller)} (${phoneForEyes(from)}) calls ${businessName}`);
      const answered = `inbound webhook answered ${inbound?.status ?? 'nothing'} in ${inbound?.ms ?? 0} ms`;
      print(paint.quiet(`    ${answered}`));
    },
    onSpoken({ caller, who, text }) {
      if (who === 'agent') turn(isAlone ? 'Agent' : `Agent to ${caller}`, text, paint.agent);
      else turn(caller, text, (line) => line);
    },
    onAnswered(answered) {
      const { name, args, ms, attempts } = answered;
      const took = `⚙ ${name} ${String(ms).padStart(3)} ms${attempts > 1 ? `, ${attempts} tries` : ''}`;
      print(`  ${indent}${paint.quiet(took)} → ${answerInShort(answered)}`);
      print(`  ${indent}  ${paint.quiet(argumentsInShort(args, columns() - width - 6))}`);
    },
    onAside(text) {
      print();
      for (const line of wrapped(text, columns() - 4)) print(`  ${paint.quiet(line)}`);
    },
  };
};
