const WIDTH = 30;

/** One line that grows, on a terminal; elsewhere a line now and then. */
export const createProgress = (title: string, total: number, now: () => number = () => performance.now()) => {
  const begunAt = now();
  let done = 0;
  let toldAt = begunAt;
  const isTerminal = process.stderr.isTTY === true;
  const line = (): string => {
    const share = total === 0 ? 1 : done / total;
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '·');
    return `${title.padEnd(12)} ${bar} ${String(done).padStart(String(total).length)} of ${total}  ${Math.round((now() - begunAt) / 1000)} s`;
  };
  return {
    step(by: number): void {
      done += by;
      const every = isTerminal ? 200 : 10_000;
      if (now() - toldAt < every && done < total) return;
      toldAt = now();
      process.stderr.write(isTerminal ? `\r${line()}` : `${line()}\n`);
    },
    /** In seconds. */
    end(): number {
      if (isTerminal) process.stderr.write('\n');
      return (now() - begunAt) / 1000;
    },
  };
};
