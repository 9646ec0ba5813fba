import type { LocalClock } from '../../clock.ts';
import type { Provisioned } from './provisioning.ts';

/** A clock that stands still is looked at so often, in milliseconds. */
const LOOK_AGAIN_MS = 50;

/** Ends what is due when the clock says so, without anybody asking. `look` again after each request. */
export const settleInTime = (
  clock: LocalClock,
  { settle, underDecision }: Pick<Provisioned, 'settle' | 'underDecision'>,
) => {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const look = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (isStopped) return;
    settle();
    const [next] = underDecision();
    if (next === undefined) return;
    timer = setTimeout(look, Math.max(LOOK_AGAIN_MS, Math.min(next.dueAt - clock.now(), 60_000)));
    timer.unref();
  };
  clock.onChange(look);
  return {
    look,
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
