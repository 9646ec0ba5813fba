import type { Text } from './text.ts';

/**
 * What a confirmation is about: a version after the first of an appointment that still stands is of another time. Of one
 * that was cancelled before it went out nobody can tell by the text alone which of the two changes it came from.
 */
const aboutOf = (text: Text): 'booking' | 'new_time' | undefined => {
  if (text.kind !== 'confirmation') return undefined;
  if (text.appointmentVersion === 1) return 'booking';
  return text.suppressedBecause === 'appointment_cancelled' ? undefined : 'new_time';
};

/** A text as members are shown it: what it is about, with what went out, and to whom, once that is known. */
export const seenText = (text: Text) => ({
  ...text,
  about: aboutOf(text),
  to: text.message?.to,
  body: text.message?.body,
});

/** Texts that stand together, in the order of the list of all texts: whichever was asked for last comes first. */
export const seenTexts = (texts: readonly Text[]) =>
  texts.map(seenText).toSorted((one, other) => other.requestedAt.localeCompare(one.requestedAt));
