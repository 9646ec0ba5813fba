import { clearLine, cursorTo, type Interface } from 'node:readline';
import { columns, paint, wrapped } from './paint.ts';

/** From here on there is room for two columns. */
const WIDE = 108;
const LEFT = 60;
const GAP = 4;

/** The conversation on the left; on the right, or indented where there is no room, what happened meanwhile. */
export const createCallScreen = (out: NodeJS.WriteStream = process.stdout) => {
  const isWide = out.isTTY === true && columns() >= WIDE;
  const left = isWide ? LEFT : columns() - GAP;
  let prompting: Interface | undefined;

  /** Writes above the line that is being typed. */
  const above = (lines: readonly string[]): void => {
    const isLive = prompting !== undefined && out.isTTY === true;
    if (isLive) {
      cursorTo(out, 0);
      clearLine(out, 0);
    }
    out.write(`${lines.join('\n')}\n`);
    if (isLive) prompting?.prompt(true);
  };

  const turn = (name: string, text: string, colour: (line: string) => string): void => {
    const indent = ' '.repeat(name.length + 2);
    const lines = wrapped(text, left - indent.length);
    above(lines.map((line, index) => `${index === 0 ? paint.strong(`${name}: `) : indent}${colour(line)}`));
  };

  return {
    /** While a line is being typed, what is shown goes above it. */
    typing(line: Interface | undefined): void {
      prompting = line;
    },
    agent: (text: string) => turn('Agent', text, paint.agent),
    /** Typed words stand on the screen already, unless they came through a pipe. */
    caller(text: string): void {
      if (out.isTTY !== true || process.stdin.isTTY !== true) turn('You', text, (line) => line);
    },
    happened(text: string): void {
      const indent = isWide ? LEFT + GAP : GAP;
      const lines = wrapped(text, columns() - indent - 2);
      above(
        lines.map(
          (line, index) => `${' '.repeat(indent)}${paint.good(`${index === 0 ? '▸ ' : '  '}${line}`)}`,
        ),
      );
    },
    note: (text: string) => above(wrapped(text, columns() - 2).map(paint.quiet)),
    hint(examples: readonly string[]): void {
      above([paint.quiet(`  you may say: ${examples.map((example) => `“${example}”`).join('  ')}`)]);
    },
  };
};
