import type { Say } from '../stage/say.ts';
import type { ManualStep } from './manual-steps.ts';
import type { Mode, Outcome } from './settle.ts';

const SAID: Readonly<Record<Outcome['state'], string>> = {
  there: '✓ there',
  made: '✓ made',
  mended: '✓ mended',
  replaced: '✓ replaced',
  missing: '✗ missing',
  drifted: '✗ not as it should be',
  refused: '✗ refused',
};

/** A line as each thing is settled, for whoever waits. */
export const tellOutcome =
  (say: Say) =>
  ({ title, state, notes }: Outcome): void => {
    say(`${SAID[state]}: ${title}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`);
  };

const NEXT: Readonly<Record<Mode, string>> = {
  check: 'npm run connect without --check makes what is missing, with --mend it changes what differs.',
  make: 'npm run connect with --mend changes what differs.',
  mend: 'What is left needs a person: see what each line says.',
};

/** The table at the end, what is still to be clicked, and how it stands. Ids are shown, secrets never. */
export const tellOutcomes = (
  outcomes: readonly Outcome[],
  steps: readonly ManualStep[],
  { mode, say }: { mode: Mode; say: Say },
): void => {
  const widest = Math.max(...outcomes.map(({ title }) => title.length));
  const states = Math.max(...outcomes.map(({ state }) => SAID[state].length));
  say('');
  for (const { title, state, id = '' } of outcomes)
    say(`${title.padEnd(widest)}  ${SAID[state].padEnd(states)}  ${id}`.trimEnd());
  say('');
  say('Left for a person:');
  for (const { what, where } of steps) say(`  ${what}\n    ${where}`);
  const wrong = outcomes.filter(({ state }) => SAID[state].startsWith('✗')).length;
  say('');
  say(
    wrong === 0
      ? `All ${outcomes.length} are as they should be.`
      : `${wrong} of ${outcomes.length} are not as they should be. ${NEXT[mode]}`,
  );
};
