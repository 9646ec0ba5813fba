/**
 * What went wrong, for the person who typed the command: the first line of what was thrown, or its name where it says
 * nothing, as a refused connection does.
 */
export const oneSentence = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  const [line = ''] = error.message.split('\n');
  const sentence = line.trim() || (typeof code === 'string' ? code : error.name);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
};
