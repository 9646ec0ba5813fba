import type { ChangeRecord } from '../../../scripts/local/dynamodb/memory-store.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { InvokeResult } from './functions.ts';

const BATCH = 100;
const RETRIES = 5;
const MOST_AGE_MS = 3_600_000;

type Shard = { readonly records: ChangeRecord[]; isRunning: boolean };

type Answer = { readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[] };

const speaks = ({ eventName, newImage }: ChangeRecord): boolean =>
  eventName !== 'REMOVE' &&
  (newImage?.event as { M?: { id?: { S?: string } } } | undefined)?.M?.id?.S !== undefined;

const eventOf = (records: readonly ChangeRecord[]) => ({
  Records: records.map((record) => ({
    eventID: record.sequenceNumber,
    eventName: record.eventName,
    dynamodb: {
      Keys: record.keys,
      ...(record.newImage && { NewImage: record.newImage }),
      ...(record.oldImage && { OldImage: record.oldImage }),
      SequenceNumber: record.sequenceNumber,
    },
  })),
});

/**
 * The table's stream in front of the relay: in order within a shard and in none between shards, at least once, split and
 * tried again where it fails, and after too many tries or too long a time given up to the dead letters.
 */
export class SimulatedStream {
  /** Records given up: what they announce is left to the due index. */
  readonly givenUp: ChangeRecord[] = [];
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  readonly #invoke: (event: unknown) => Promise<InvokeResult>;
  readonly #shards = new Map<number, Shard>();

  constructor(kernel: Kernel, chance: Chance, invoke: (event: unknown) => Promise<InvokeResult>) {
    this.#kernel = kernel;
    this.#chance = chance;
    this.#invoke = invoke;
  }

  get depth(): number {
    let waiting = 0;
    for (const { records } of this.#shards.values()) waiting += records.length;
    return waiting;
  }

  take(change: ChangeRecord): void {
    if (!speaks(change)) return;
    const shard = this.#shards.get(change.shard) ?? { records: [], isRunning: false };
    this.#shards.set(change.shard, shard);
    shard.records.push(change);
    this.#wake(shard);
  }

  #wake(shard: Shard): void {
    if (shard.isRunning || shard.records.length === 0) return;
    shard.isRunning = true;
    const chance = this.#chance;
    const delay = this.#kernel.mishap(0.01) ? chance.int(20 * 60_000) : chance.between(50, 400);
    this.#kernel.after(delay, () => void this.#drain(shard));
  }

  async #drain(shard: Shard): Promise<void> {
    await this.#deliver(shard, Math.min(BATCH, shard.records.length));
    shard.isRunning = false;
    this.#wake(shard);
  }

  async #deliver(shard: Shard, size: number): Promise<void> {
    let left = size;
    let span = size;
    let tries = 0;
    while (left > 0) {
      const [first] = shard.records;
      if (first !== undefined && this.#kernel.now - first.at > MOST_AGE_MS) {
        this.#giveUp(shard, 1);
        left -= 1;
        continue;
      }
      const batch = shard.records.slice(0, Math.min(span, left));
      const failedAt = this.#firstFailed(await this.#invoke(eventOf(batch)), batch);
      if (failedAt === undefined) {
        // Delivered and, now and then, delivered again.
        if (this.#kernel.mishap(0.02)) await this.#invoke(eventOf(batch));
        shard.records.splice(0, batch.length);
        left -= batch.length;
        span = left;
        tries = 0;
        continue;
      }
      if (failedAt > 0) {
        shard.records.splice(0, failedAt);
        left -= failedAt;
        tries = 0;
      } else if (batch.length > 1) span = Math.ceil(batch.length / 2);
      else {
        tries += 1;
        if (tries > RETRIES) {
          this.#giveUp(shard, 1);
          left -= 1;
          span = left;
          tries = 0;
          continue;
        }
        await this.#kernel.wait(Math.min(60_000, 500 * 2 ** tries));
      }
    }
  }

  #firstFailed(result: InvokeResult, batch: readonly ChangeRecord[]): number | undefined {
    if (result.kind === 'failed') return 0;
    const failures = (result.answer as Answer | undefined)?.batchItemFailures ?? [];
    const ids = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
    const at = batch.findIndex(({ sequenceNumber }) => ids.has(sequenceNumber));
    // An id that is not of the batch fails all of it, as Lambda has it.
    if (at === -1) return ids.size > 0 ? 0 : undefined;
    return at;
  }

  #giveUp(shard: Shard, count: number): void {
    this.givenUp.push(...shard.records.splice(0, count));
    this.#kernel.note(() => 'the stream gives a record up');
  }
}
