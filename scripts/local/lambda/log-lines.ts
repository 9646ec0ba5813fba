import type { LocalLog, LocalLogLine } from '../types.ts';

type Level = LocalLogLine['level'];

const LEVELS: Readonly<Record<string, Level>> = {
  TRACE: 'debug',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
};

/** A structured line carries its own level. */
const levelOf = (line: string, fallback: Level): Level => {
  if (!line.startsWith('{')) return fallback;
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return LEVELS[String(level).toUpperCase()] ?? fallback;
  } catch {
    return fallback;
  }
};

export type LogLines = {
  /** Logs each complete line of a piece of output; keeps the rest for the next piece. */
  write(text: string, level: Level): void;
  /** Logs what is left without a line's end. */
  flush(): void;
};

export const createLogLines = (source: string, log: LocalLog, now: () => number): LogLines => {
  const rest = new Map<Level, string>();
  const emit = (line: string, level: Level) => {
    if (line !== '') log({ at: now(), source, level: levelOf(line, level), text: line });
  };
  return {
    write(text, level) {
      const lines = `${rest.get(level) ?? ''}${text}`.split('\n');
      rest.set(level, lines.pop() ?? '');
      for (const line of lines) emit(line, level);
    },
    flush() {
      for (const [level, line] of rest) emit(line, level);
      rest.clear();
    },
  };
};
