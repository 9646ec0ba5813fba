import { paint, secondsOf } from './paint.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const LINE_EVERY_MS = 5_000;

export type Step = { rename(title: string): void };

/** Runs something long and shows that it runs: a spinner on a terminal, else a line every five seconds. */
export const withProgress = async <T>(title: string, run: (step: Step) => Promise<T>): Promise<T> => {
  const startedAt = performance.now();
  const out = process.stdout;
  const isLive = out.isTTY === true;
  let shown = title;
  let frame = 0;
  const elapsed = (): string => secondsOf(performance.now() - startedAt);
  const draw = (): void => {
    if (!isLive) {
      out.write(`  … ${shown}, ${elapsed()}\n`);
      return;
    }
    frame += 1;
    out.write(`\r\u001b[2K${FRAMES[frame % FRAMES.length]} ${shown} ${paint.quiet(elapsed())}`);
  };
  const finish = (mark: string): void => {
    clearInterval(timer);
    out.write(`${isLive ? '\r\u001b[2K' : ''}${mark} ${shown} ${paint.quiet(`(${elapsed()})`)}\n`);
  };
  if (!isLive) out.write(`· ${title}\n`);
  const timer = setInterval(draw, isLive ? FRAME_MS : LINE_EVERY_MS);
  try {
    const result = await run({
      rename(next) {
        shown = next;
      },
    });
    finish(paint.good('✓'));
    return result;
  } catch (error) {
    finish(paint.bad('✗'));
    throw error;
  }
};
