import { asSentence, DISCLOSURE } from '../../../../../functions/contracts/disclosure.ts';
import type { Faults } from '../../../ui/faults.ts';
import type { Business, Changes } from '../save-settings.ts';

const LONGEST = 200;
/** What the API refuses: markup of speech engines, and what nobody sees or hears. */
const UNSPEAKABLE = /[<>{}[\]\\`|\p{C}\p{Zl}\p{Zp}]/u;

/** Nothing: in the usual words. */
export const takeGreeting = ({ greeting }: Business): string => greeting ?? '';

export const greetingChanges = (draft: string): Changes => ({ greeting: draft.trim() || null });

type Words = { readonly unspeakable: string; readonly tooLong: string };

export const greetingFaults =
  (words: Words) =>
  (draft: string): Faults => {
    if (UNSPEAKABLE.test(draft)) return { greeting: words.unspeakable };
    return draft.trim().length > LONGEST ? { greeting: words.tooLong } : {};
  };

/** What callers would hear first, of a greeting that is not saved yet; `usual`: what a business says that chooses nothing. */
export const openingWith = (
  { greeting, opening }: Pick<Business, 'greeting' | 'opening'>,
  draft: string,
  usual: string,
): string => {
  if (draft.trim() === (greeting ?? '')) return opening;
  const rest = opening.slice(Math.max(opening.lastIndexOf(DISCLOSURE), 0));
  return `${asSentence(draft.trim() || usual)} ${rest}`;
};
