import type { Text } from './text.ts';

/** A text as members are shown it: with what went out, and to whom, once that is known. */
export const seenText = (text: Text) => ({ ...text, to: text.message?.to, body: text.message?.body });
