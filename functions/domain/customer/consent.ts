/** What a whole text says about texting: end it, begin again, who are you. */
export type Keyword = 'stop' | 'start' | 'help';

export type ConsentState = 'opted_in' | 'opted_out';

/** What somebody has said about texts from one business, as it stands. */
export type Consent = {
  readonly state: ConsentState;
  /** ISO instant of the latest word that said so. */
  readonly at: string;
  /** ISO instant of the first: what tells this opt-out from an earlier one. */
  readonly since: string;
  /**
   * ISO instant of their own latest text that says so. Absent where we know it from a carrier alone, or where it was
   * heard before this was kept.
   */
  readonly writtenAt?: string | undefined;
};

/** Carriers and the FCC name these; each is one word here because spaces and punctuation do not count. */
const WORDS: Readonly<Record<Keyword, readonly string[]>> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};
const KEYWORDS = new Map(
  (['stop', 'start', 'help'] as const).flatMap((keyword) => WORDS[keyword].map((word) => [word, keyword])),
);

/**
 * What a whole text says about texting, if it is one of the words that do. Case, spaces, punctuation, emoji and
 * full-width letters do not matter; any other word in the text does (`stop by at 5` says nothing).
 */
export const keywordIn = (body: string): Keyword | undefined =>
  KEYWORDS.get(
    body
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );

const CONSENTS: Readonly<Record<Keyword, ConsentState | undefined>> = {
  stop: 'opted_out',
  start: 'opted_in',
  help: undefined,
};

export const consentOf = (keyword: Keyword | undefined): ConsentState | undefined =>
  keyword && CONSENTS[keyword];

/**
 * How it stands after that was said; undefined where it adds nothing. What was said later stands, in whatever order it
 * is heard; of two words at one instant the opt-out stands.
 */
export const afterHearing = (
  known: Consent | undefined,
  said: { readonly state: ConsentState; readonly at: string; readonly isWritten?: boolean },
): Consent | undefined => {
  if (known && known.at > said.at) return undefined;
  if (known && known.at === said.at && (known.state === 'opted_out' || said.state === 'opted_in')) {
    return undefined;
  }
  const before = known?.state === said.state ? known : undefined;
  const writtenAt = said.isWritten ? said.at : before?.writtenAt;
  return {
    state: said.state,
    at: said.at,
    since: before?.since ?? said.at,
    ...(writtenAt !== undefined && { writtenAt }),
  };
};
