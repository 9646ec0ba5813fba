/** A piece of a filled policy text: a pattern as the policy writes it, or a text that stands for itself only. */
export type PatternPart = { readonly text: string; readonly literal: boolean };

const compiled = new Map<string, RegExp>();

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternSource = (pattern: string): string =>
  escaped(pattern).replaceAll('\\*', '.*').replaceAll('\\?', '.');

/** IAM's pattern: `*` is any run of characters, `?` exactly one. */
export const matchesPattern = (text: string, pattern: string): boolean => {
  if (!/[*?]/.test(pattern)) return text === pattern;
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^${patternSource(pattern)}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
};

/** As `matchesPattern`, of a pattern some of whose parts are literal: a `*` in those is a star and no wildcard. */
export const matchesParts = (text: string, parts: readonly PatternPart[]): boolean => {
  const [only] = parts;
  if (!only) return text === '';
  if (parts.length === 1 && !only.literal) return matchesPattern(text, only.text);
  const source = parts.map((part) => (part.literal ? escaped(part.text) : patternSource(part.text))).join('');
  return new RegExp(`^${source}$`, 's').test(text);
};
