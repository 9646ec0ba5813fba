import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';

export type QueuedMessage = {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receiveCount: number;
};

export type QueueOptions = {
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly name: string;
  /** How long a received message is nobody else's. */
  readonly visibilityMs: number;
  readonly maxReceiveCount: number;
  readonly batchSize: number;
  readonly maxConcurrency: number;
  /** Hands a batch to the function, and answers which messages come back. */
  readonly deliver: (messages: readonly QueuedMessage[]) => Promise<ReadonlySet<string>>;
};

const RETENTION_MS = 4 * 86_400_000;

/**
 * An SQS standard queue in front of a function, as documented: at least once, in no order, back after the visibility
 * time-out, to the dead letters when it was received too often, forgotten after its retention.
 */
export class SimulatedQueue {
  readonly name: string;
  readonly deadLetters: QueuedMessage[] = [];
  /** How often things happened that a run should have seen. */
  readonly seen = { redriven: 0, deadLettered: 0, doubled: 0 };
  readonly #options: QueueOptions;
  readonly #visible: QueuedMessage[] = [];
  #running = 0;
  #isPollPlanned = false;
  #serial = 0;
  #hidden = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.name = options.name;
  }

  /** Messages that are neither done nor dead. */
  get depth(): number {
    return this.#visible.length + this.#hidden;
  }

  send(body: string): string {
    const { kernel, name } = this.#options;
    this.#serial += 1;
    const message: QueuedMessage = {
      id: `${name}-${this.#serial}`,
      body,
      sentAt: kernel.now,
      receiveCount: 0,
    };
    this.#visible.push(message);
    if (kernel.mishap(0.02)) {
      this.seen.doubled += 1;
      this.#visible.push({ ...message });
    }
    this.#planPoll();
    return message.id;
  }

  /** By an operator: everything back to be tried again. */
  redrive(): number {
    const all = this.deadLetters.splice(0);
    for (const { body } of all) this.send(body);
    this.seen.redriven += all.length;
    return all.length;
  }

  #planPoll(): void {
    const { kernel, chance } = this.#options;
    if (this.#isPollPlanned || this.#visible.length === 0) return;
    this.#isPollPlanned = true;
    kernel.after(kernel.mishap(0.05) ? chance.int(30_000) : chance.between(1, 80), () => {
      this.#isPollPlanned = false;
      this.#poll();
    });
  }

  #poll(): void {
    const { kernel, chance, batchSize, maxConcurrency, maxReceiveCount } = this.#options;
    if (this.#running >= maxConcurrency) return;
    const batch: QueuedMessage[] = [];
    const size = chance.between(1, batchSize);
    while (batch.length < size && this.#visible.length > 0) {
      // From anywhere: a standard queue promises no order.
      const [message] = this.#visible.splice(chance.int(Math.min(this.#visible.length, 6)), 1);
      if (message === undefined || kernel.now - message.sentAt > RETENTION_MS) continue;
      if (message.receiveCount >= maxReceiveCount) {
        this.seen.deadLettered += 1;
        kernel.note(() => `${this.name}: ${message.id} becomes a dead letter`);
        this.deadLetters.push(message);
        continue;
      }
      message.receiveCount += 1;
      if (!batch.some(({ id }) => id === message.id)) batch.push(message);
    }
    if (batch.length > 0) this.#hand(batch);
    this.#planPoll();
  }

  #hand(batch: readonly QueuedMessage[]): void {
    const { kernel, deliver, visibilityMs } = this.#options;
    const visibleAgainAt = kernel.now + visibilityMs;
    this.#running += 1;
    this.#hidden += batch.length;
    void deliver(batch).then((failed) => {
      this.#running -= 1;
      for (const message of batch) {
        const isBack = failed.has(message.id);
        // Deleted, and delivered once more all the same.
        const isDoubled = !isBack && kernel.mishap(0.02);
        if (!isBack && !isDoubled) {
          this.#hidden -= 1;
          continue;
        }
        kernel.after(Math.max(0, visibleAgainAt - kernel.now), () => {
          this.#hidden -= 1;
          this.#visible.push(message);
          this.#planPoll();
        });
      }
      this.#planPoll();
    });
  }
}
