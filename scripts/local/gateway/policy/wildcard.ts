const compiled = new Map<string, RegExp>();

/** IAM's pattern: `*` is any run of characters, `?` exactly one. */
export const matchesPattern = (text: string, pattern: string): boolean => {
  if (!/[*?]/.test(pattern)) return text === pattern;
  let expression = compiled.get(pattern);
  if (!expression) {
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
    expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
};
