import { expect } from 'vitest';

type Deliberate = {
  readonly part: string;
  readonly reason: string;
  readonly test: string | undefined;
  uses: number;
};

let declared: Deliberate[] = [];

/**
 * Says that this test breaks a contract on purpose: `part` begins the name that the watcher prints, such as
 * `stripe POST /v1/invoices request`. Outside a test it holds for the whole file. What is declared and never broken
 * fails too, so that no declaration outlives its reason.
 */
export const breaksContract = (part: string, reason: string): void => {
  declared.push({ part, reason, test: expect.getState().currentTestName, uses: 0 });
};

export const isDeliberate = (name: string): boolean => {
  const matching = declared.filter(({ part }) => name.startsWith(part));
  for (const one of matching) one.uses += 1;
  return matching.length > 0;
};

const unusedAmong = (ended: readonly Deliberate[]): readonly string[] =>
  ended
    .filter(({ uses }) => uses === 0)
    .map(({ part, reason }) => `${part}: declared as broken (${reason}), and nothing broke it`);

/** Forgets what was declared within tests; answers what was declared in vain. */
export const endTest = (): readonly string[] => {
  const ended = declared.filter(({ test }) => test !== undefined);
  declared = declared.filter(({ test }) => test === undefined);
  return unusedAmong(ended);
};

export const endFile = (): readonly string[] => unusedAmong(declared.splice(0));
