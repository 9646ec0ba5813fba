import type { ConsentState } from './ports.ts';

/** Carriers and the FCC name these; each is one word here because spaces and punctuation do not count. */
const OPT_OUT = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const OPT_IN = new Set(['START', 'UNSTOP']);

/**
 * What a whole text says about texting, if it is one of the words that end or restart it. Case, spaces, punctuation,
 * emoji and full-width letters do not matter; any other word in the text does (`stop by at 5` says nothing).
 */
export const consentIn = (body: string): ConsentState | undefined => {
  const word = body
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (OPT_OUT.has(word)) return 'opted_out';
  return OPT_IN.has(word) ? 'opted_in' : undefined;
};
