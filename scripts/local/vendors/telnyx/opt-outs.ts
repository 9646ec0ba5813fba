const STOP_WORDS = new Set(['STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const START_WORDS = new Set(['START', 'UNSTOP']);

export type Keyword = 'STOP' | 'START' | 'HELP';

/** Only a text that is the keyword and nothing else counts; case and surrounding space do not. */
export const keywordOf = (text: string): Keyword | undefined => {
  const word = text.trim().toUpperCase();
  if (STOP_WORDS.has(word)) return 'STOP';
  if (START_WORDS.has(word)) return 'START';
  return word === 'HELP' ? 'HELP' : undefined;
};

export type OptOuts = {
  /** A STOP blocks the sender for every number of the profile; a START lifts the block. */
  obey(keyword: Keyword, profileId: string, phone: string): void;
  isBlocked(profileId: string, phone: string): boolean;
  list(): { profileId: string; phone: string }[];
};

export const createOptOuts = (): OptOuts => {
  const blocked = new Map<string, { profileId: string; phone: string }>();
  return {
    obey(keyword, profileId, phone) {
      if (keyword === 'STOP') blocked.set(`${profileId} ${phone}`, { profileId, phone });
      if (keyword === 'START') blocked.delete(`${profileId} ${phone}`);
    },
    isBlocked: (profileId, phone) => blocked.has(`${profileId} ${phone}`),
    list: () => [...blocked.values()],
  };
};
