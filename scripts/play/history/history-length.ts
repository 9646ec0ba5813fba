/** How many days there are to be. */
export const HISTORIES = { none: 0, short: 7, full: 60 } as const;
export type HistoryLength = keyof typeof HISTORIES;

/** Throws with what there is for another word. */
export const readHistory = (word: string): HistoryLength => {
  if (Object.hasOwn(HISTORIES, word)) return word as HistoryLength;
  throw new Error(`there is no history "${word}"; there are: ${Object.keys(HISTORIES).join(', ')}`);
};
