import { paint } from '../play/paint.ts';
import { oneSentence } from './one-sentence.ts';

/** What was asked for: its title goes before the name of the place. */
export type Asked<Open> = { readonly title: string; readonly run: (open: Open) => Promise<void> };

export type Operation<Place, Open> = {
  /** Said, and nothing else is done; undefined where nobody asked for it. */
  readonly help: string | undefined;
  /** Throws a sentence before anything is reached. */
  readonly asked: () => Asked<Open>;
  readonly findPlace: () => Promise<Place>;
  readonly open: (place: Place) => Open;
};

const run = async <Place extends { readonly name: string }, Open extends { close(): void }>(
  operation: Operation<Place, Open>,
): Promise<void> => {
  if (operation.help !== undefined) return console.log(operation.help);
  const asked = operation.asked();
  const place = await operation.findPlace();
  console.error(paint.quiet(`${asked.title} ${place.name}`));
  const open = operation.open(place);
  try {
    await asked.run(open);
  } finally {
    open.close();
  }
};

/** Runs an operator's command on one place. Never throws: a failure is a sentence and the exit code 1. */
export const operate = async <Place extends { readonly name: string }, Open extends { close(): void }>(
  operation: Operation<Place, Open>,
): Promise<void> => {
  try {
    await run(operation);
  } catch (error) {
    console.error(paint.bad(oneSentence(error)));
    process.exitCode = 1;
  }
};
