import { type Container, calledOf, InFlight, type IoRequest, isWrite, nameOf, type Outcome } from './io.ts';
import type { Kernel } from './kernel.ts';

const ENDLESS_MS = 15 * 60_000;
/** How much later than anybody waits a slow effect lands. */
const LATE_MS = [20_000, 90_000, 200_000, 400_000] as const;

const latencyOf = <Answer>(
  kernel: Kernel,
  { latencyMs: [least, most] = [1, 12] }: IoRequest<Answer>,
): number => (kernel.mishap(0.02) ? most * 5 : kernel.chance.between(least, most));

/** Carries a request out under whatever goes wrong with it, and tells the caller what the caller would see. */
export const performIo = <Answer>(
  kernel: Kernel,
  container: Container,
  request: IoRequest<Answer>,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): void => {
  const invocation = container.current;
  const who = invocation === undefined ? container.functionName : calledOf(invocation);
  const kind = kernel.drawFault(container, request);
  const tell = (outcome: string) =>
    kernel.note(() => `${who} ▸ ${request.place} ${request.about?.() ?? ''} → ${outcome}`);
  const answer = (go: () => void): void => {
    if (container.isGone) return;
    if (container.current === undefined) container.parked.push(go);
    else {
      kernel.running = container;
      go();
    }
  };
  const perform = (act: () => Answer | InFlight<Answer>, done: (outcome: Outcome<Answer>) => void): void => {
    let outcome: Outcome<Answer>;
    try {
      const made = act();
      if (made instanceof InFlight) {
        if (done === settle) kernel.silently(made.tookMs, () => perform(made.finish, done));
        else kernel.after(made.tookMs, () => perform(made.finish, done));
        return;
      }
      outcome = { ok: true, value: made };
    } catch (error) {
      outcome = { ok: false, error };
    }
    done(outcome);
  };
  const settle = (outcome: Outcome<Answer>): void => {
    tell(outcome.ok ? 'ok' : `refused: ${nameOf(outcome.error)}`);
    kernel.after(latencyOf(kernel, request), () =>
      answer(() => (outcome.ok ? resolve(outcome.value) : reject(outcome.error))),
    );
  };
  const giveUp = (error: () => Error): void =>
    void kernel.after(Math.min(request.patienceMs, ENDLESS_MS), () => answer(() => reject(error())));
  const die = () => {
    if (invocation !== undefined) kernel.kill(invocation, 'crashed');
  };
  const arrive = latencyOf(kernel, request);

  switch (kind) {
    case undefined:
      kernel.silently(arrive, () => perform(request.effect, settle));
      return;
    case 'error-before':
      tell('error before');
      kernel.after(arrive, () => answer(() => reject(request.unavailable())));
      return;
    case 'time-out-before':
      tell('time-out, not done');
      giveUp(request.timedOut);
      return;
    case 'time-out-after':
      kernel.after(arrive, () =>
        perform(request.effect, ({ ok }) => tell(`time-out, ${ok ? 'done' : 'refused'}`)),
      );
      giveUp(request.timedOut);
      return;
    case 'crash-before':
      tell('crash before');
      kernel.after(arrive, die);
      return;
    case 'crash-after':
      kernel.after(arrive, () =>
        perform(request.effect, () => {
          tell('crash after');
          die();
        }),
      );
      return;
    case 'slow': {
      const drawn = kernel.chance.pick(LATE_MS) + kernel.chance.int(30_000);
      const late = Math.min(drawn, request.lateMostMs ?? drawn);
      tell(`slow: lands ${Math.round(late / 1000)} s later`);
      kernel.after(late, () =>
        perform(request.effect, ({ ok, ...rest }) => {
          if (isWrite(request.place)) kernel.lateWrites[ok ? 'landed' : 'refused'] += 1;
          kernel.note(
            () =>
              `late effect of ${who} ▸ ${request.place} ${request.about?.() ?? ''} ${ok ? 'lands' : `is refused: ${'error' in rest ? nameOf(rest.error) : ''}`}`,
          );
        }),
      );
      giveUp(request.timedOut);
      return;
    }
    case 'garbage':
      kernel.after(arrive, () =>
        perform(request.effect, (outcome) => {
          if (!outcome.ok || request.garbled === undefined) return settle(outcome);
          const { garbled } = request;
          tell('garbage');
          kernel.after(latencyOf(kernel, request), () =>
            answer(() => {
              try {
                resolve(garbled(outcome.value));
              } catch (error) {
                reject(error);
              }
            }),
          );
        }),
      );
      return;
    case 'partial':
      tell('in part');
      kernel.after(arrive, () => perform(request.partial ?? request.effect, settle));
      return;
  }
};
