/** Where a line of the trace names a function's invocation: `voice/agent#12`. */
const INVOCATION = /[\w/-]+#\d+(?= (?:▸|begins|crashed|fails|timed out))/;

/**
 * Of a trace the lines that mention the text, all lines of the invocations that mention it, and every promise that was
 * broken.
 */
export const linesAbout = (lines: readonly string[], text: string): readonly string[] => {
  const invocationOf = (line: string): string | undefined => line.match(INVOCATION)?.[0];
  const meant = new Set<string>();
  for (const line of lines) {
    const invocation = line.includes(text) ? invocationOf(line) : undefined;
    if (invocation !== undefined) meant.add(invocation);
  }
  return lines.filter((line) => {
    const invocation = invocationOf(line);
    return (
      line.includes(text) || line.includes('!!! ') || (invocation !== undefined && meant.has(invocation))
    );
  });
};
