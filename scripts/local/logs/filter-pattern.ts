/**
 * A filter pattern of CloudWatch Logs as far as it is known here: terms, in quotation marks or without blanks, all of
 * which must occur. undefined: it is one of the other kinds (JSON, alternatives, exclusions, regular expressions).
 */
export const readPattern = (pattern: string): ((message: string) => boolean) | undefined => {
  const terms: string[] = [];
  const rest = pattern.replaceAll(
    /"((?:[^"\\]|\\.)*)"|([\w.:@/-]+)/g,
    (_, quoted?: string, bare?: string) => {
      terms.push(quoted === undefined ? String(bare) : quoted.replaceAll(/\\(.)/g, '$1'));
      return '';
    },
  );
  const isOther =
    rest.trim() !== '' || terms.some((term) => term.startsWith('-') && !pattern.includes(`"${term}`));
  return isOther ? undefined : (message) => terms.every((term) => message.includes(term));
};
