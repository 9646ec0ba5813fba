/**
 * Said on every call and no owner's to leave out: who is told at the outset that it is an AI is told as Utah's SB 149
 * asks, and a dozen states allow a recording only of those who know of it.
 */
export const DISCLOSURE = "I'm the AI assistant, and this call may be recorded.";

/** What ends a greeting ends a sentence: the disclosure is the next one. */
export const asSentence = (greeting: string): string => {
  const words = greeting.trim();
  return /[.!?]$/.test(words) ? words : `${words}.`;
};
