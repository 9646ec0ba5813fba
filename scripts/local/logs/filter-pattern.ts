type Matches = (message: string) => boolean;

/** A term in quotation marks, or one of letters, digits and a few marks; `?` before it makes it one of several. */
const TERM = /(\?)?(?:"((?:[^"\\]|\\.)*)"|([\w.:@/][\w.:@/-]*))/g;

/**
 * A filter pattern of CloudWatch Logs as far as it is known here: terms that must all occur, or, each with a question
 * mark, of which one must. undefined: it is of another kind (JSON, exclusions, regular expressions, both at once).
 */
export const readPattern = (pattern: string): Matches | undefined => {
  const all: string[] = [];
  const any: string[] = [];
  const rest = pattern.replaceAll(TERM, (_, mark?: string, quoted?: string, bare?: string) => {
    (mark ? any : all).push(bare ?? String(quoted).replaceAll(/\\(.)/g, '$1'));
    return '';
  });
  if (rest.trim() !== '' || (all.length > 0 && any.length > 0)) return undefined;
  return any.length > 0
    ? (message) => any.some((term) => message.includes(term))
    : (message) => all.every((term) => message.includes(term));
};
