/** Tells whoever waits what is being done. */
export type Progress = (what: string) => void;

const CLEAR = '\r\u001b[K';

/** On standard error, so that the figures can be piped: one line that changes on a terminal, one line a step elsewhere. */
export const progressOf = (part: string, stream: NodeJS.WriteStream = process.stderr): Progress => {
  let last = '';
  return (what) => {
    if (stream.isTTY) stream.write(`${CLEAR}${part}: ${what}`);
    else if (!/sample \d+/.test(what) && what !== last) stream.write(`${part}: ${what}\n`);
    last = what;
  };
};

export const clearProgress = (stream: NodeJS.WriteStream = process.stderr): void => {
  if (stream.isTTY) stream.write(CLEAR);
};
