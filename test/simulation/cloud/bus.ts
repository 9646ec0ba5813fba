import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { SimulatedQueue } from './queue.ts';

type Rule = { readonly events: readonly string[]; readonly target: SimulatedQueue };

/** EventBridge: each accepted event to every queue whose rule names it, at least once, in no order, sometimes late. */
export class SimulatedBus {
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  readonly #rules: readonly Rule[];
  #serial = 0;

  constructor(kernel: Kernel, chance: Chance, rules: readonly Rule[]) {
    this.#kernel = kernel;
    this.#chance = chance;
    this.#rules = rules;
  }

  accept(detailType: string, detail: string): string {
    this.#serial += 1;
    const id = `bus-${this.#serial}`;
    const body = `{"version":"0","id":"${id}","detail-type":"${detailType}","source":"cloudgreet","detail":${detail}}`;
    for (const { events, target } of this.#rules) {
      if (!events.includes(detailType)) continue;
      const copies = this.#kernel.mishap(0.03) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) this.#deliver(target, body);
    }
    return id;
  }

  #deliver(target: SimulatedQueue, body: string): void {
    const chance = this.#chance;
    // It tries for a day before it gives up, to the queue's dead letters.
    const delay = this.#kernel.mishap(0.01) ? chance.int(3 * 3_600_000) : chance.between(5, 400);
    this.#kernel.after(delay, () => {
      if (this.#kernel.mishap(0.003)) {
        target.seen.deadLettered += 1;
        target.deadLetters.push({
          id: `undelivered-${body.length}`,
          body,
          sentAt: this.#kernel.now,
          receiveCount: 0,
        });
      } else target.send(body);
    });
  }
}
