import { isDeepStrictEqual } from 'node:util';
import { comparable, misshapenNumbers } from './comparable.ts';
import type { Conformance } from './conformance.ts';
import type { Answer, Wire } from './subject.ts';

type Reason = { readonly Code?: string };

/** The known difference `emulatorRefusesWholeRequest`: what the engine tells action by action, the emulator of the whole. */
const isToldByAction = (action: string, engine: Answer, emulator: Answer): boolean =>
  action === 'TransactWriteItems' &&
  emulator.error?.code === 'ValidationException' &&
  engine.error?.code === 'TransactionCanceledException' &&
  (engine.error.fields.CancellationReasons as readonly Reason[]).some(
    ({ Code }) => Code === 'ValidationError',
  );

/** The known difference `emulatorEndsRangesEarly`: the end of a page, and the start behind it. */
const isAtTheEnd = (action: string, input: Wire, engine: Answer, emulator: Answer): boolean => {
  if (action !== 'Query' || !engine.output) return false;
  const { LastEvaluatedKey, ...page } = engine.output;
  if (emulator.error) {
    const isRefused = /starting key does not match the range key predicate/.test(emulator.error.message);
    return isRefused && LastEvaluatedKey === undefined && page.Count === 0;
  }
  const last = (LastEvaluatedKey as { sk?: unknown } | undefined)?.sk;
  const bounds = Object.values(input.ExpressionAttributeValues as Wire);
  return (
    bounds.some((bound) => isDeepStrictEqual(bound, last)) &&
    isDeepStrictEqual(comparable(action, input, { output: page }), comparable(action, input, emulator))
  );
};

/** As `ask`, but throws at once, so that fast-check can look for the smallest case; returns the engine's answer. */
export const lockstep = async (both: Conformance, action: string, input: Wire): Promise<Answer> => {
  // Rows of one key have no order in an index.
  const as = action === 'Query' && input.IndexName !== undefined ? 'Scan' : action;
  const given = await both.answers(action, input);
  const emulator = given.at(-1)?.answer as Answer;
  const expected = comparable(as, input, emulator);
  for (const { name, answer } of given.slice(0, -1)) {
    const found = comparable(as, input, answer);
    const misshapen = misshapenNumbers(answer);
    const isSame = isDeepStrictEqual(found, expected) && misshapen.length === 0;
    if (isSame || isToldByAction(action, answer, emulator)) continue;
    if (isAtTheEnd(action, input, answer, emulator)) continue;
    const messages = [emulator, answer].map(({ error }) => error?.message ?? 'accepted').join('\n  ');
    throw new Error(
      `${action} ${JSON.stringify(input)}\n  DynamoDB Local: ${JSON.stringify(expected)}\n  ${name}: ${JSON.stringify(found)}\n  ${messages}`,
    );
  }
  return given[0]?.answer as Answer;
};

/** How many answers were no refusals: a generator that is always refused shows nothing. */
export const tallied = () => {
  let accepted = 0;
  let all = 0;
  return {
    add: ({ error }: Answer): void => {
      all += 1;
      if (!error) accepted += 1;
    },
    accepted: (): number => accepted / all,
  };
};
