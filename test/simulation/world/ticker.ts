import type { ChangeRecord } from '../../../scripts/local/dynamodb/memory-store.ts';
import type { InvokeResult } from '../cloud/functions.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Planned } from '../kernel/timeline.ts';

const MINUTE = 60_000;
/** Asynchronous invocations are tried twice more. Source: Lambda, asynchronous invocation. */
const ATTEMPTS = 3;
/** A run without anything due changes nothing but the watermark: most of those minutes are passed over. */
const IDLE_MINUTES = 30;
/** Passed over for so long, the watermark is put where the runs would have brought it. */
const CAUGHT_UP_AFTER_MS = 6 * MINUTE;
/** And so often it is left where it is, as after an outage of the rule itself. */
const LEFT_BEHIND = 0.02;

/**
 * The rule that runs the release function every minute. Minutes in which nothing is due are mostly passed over, which the
 * function makes up for from its watermark as it would after an outage.
 */
export class Ticker {
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  readonly #release: () => Promise<InvokeResult>;
  readonly #passOver: (toMs: number) => void;
  #ranAt = 0;
  readonly #due = new Map<string, number>();
  #planned: Planned | undefined;
  #plannedAt = 0;
  #isStopped = false;

  constructor(
    kernel: Kernel,
    chance: Chance,
    release: () => Promise<InvokeResult>,
    /** Moves the watermark to the start of that minute, as runs would in which nothing is due. */
    passOver: (toMs: number) => void,
  ) {
    this.#passOver = passOver;
    this.#ranAt = kernel.now;
    this.#kernel = kernel;
    this.#chance = chance;
    this.#release = release;
  }

  /** Rows that ask to be released some time. */
  get dueRows(): number {
    return this.#due.size;
  }

  get dueKeys(): readonly string[] {
    return [...this.#due].map(([key, at]) => `${key} at ${new Date(at).toISOString()}`);
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#planned) this.#kernel.callOff(this.#planned);
  }

  take({ keys, newImage }: ChangeRecord): void {
    const key = `${keys.pk?.S} ${keys.sk?.S}`;
    const dueSk = newImage?.dueSk?.S;
    // The directory of businesses is in the same index and never comes due.
    if (dueSk === undefined || newImage?.duePk?.S === 'BUSINESSES') {
      this.#due.delete(key);
      return;
    }
    const at = Date.parse(String(dueSk).split('#')[0] ?? '');
    // Landed late, in a minute that has long been released: its row is not what holds the watermark back.
    if (at < this.#kernel.now - 2 * MINUTE) this.#passOverIdleMinutes(2 * MINUTE);
    this.#due.set(key, at);
    if (this.#planned === undefined || this.#comesBefore(at)) this.#plan();
  }

  /** The first whole minute from now at which what is due then is found. */
  #minuteOf(at: number): number {
    return Math.max(Math.floor(this.#kernel.now / MINUTE) + 1, Math.ceil(at / MINUTE)) * MINUTE;
  }

  /** Whether what is due then may bring the planned run forward: only then is it worth a look at all that is due. */
  #comesBefore(at: number): boolean {
    if (at >= this.#plannedAt) return false;
    return this.#plannedAt <= this.#kernel.now || this.#minuteOf(at) < this.#plannedAt;
  }

  /** At the first whole minute at which something is due. */
  #plan(): void {
    if (this.#isStopped) return;
    const { now } = this.#kernel;
    let earliest = this.#kernel.isCalm ? Number.POSITIVE_INFINITY : now + IDLE_MINUTES * MINUTE;
    for (const at of this.#due.values()) if (at < earliest) earliest = at;
    if (earliest === Number.POSITIVE_INFINITY) return;
    const minute = this.#minuteOf(earliest);
    if (this.#planned) {
      if (minute >= this.#plannedAt && this.#plannedAt > now) return;
      this.#kernel.callOff(this.#planned);
    }
    this.#plannedAt = minute;
    this.#planned = this.#kernel.inBackground(minute + this.#chance.int(5_000), () => {
      this.#planned = undefined;
      void this.#run();
    });
  }

  /** Nothing was due in the minutes since the last run, or they would have been run. */
  #passOverIdleMinutes(after = CAUGHT_UP_AFTER_MS): void {
    const { now } = this.#kernel;
    const idle = now - this.#ranAt;
    this.#ranAt = now;
    if (idle < after || this.#kernel.mishap(LEFT_BEHIND)) return;
    for (const at of this.#due.values()) if (at < now - 2 * MINUTE) return;
    this.#passOver(Math.floor(now / MINUTE) * MINUTE - 2 * MINUTE);
  }

  async #run(): Promise<void> {
    this.#passOverIdleMinutes();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const result = await this.#release();
      if (result.kind === 'answered') return this.#plan();
      if (attempt < ATTEMPTS) await this.#kernel.wait(attempt * MINUTE);
    }
    this.#plan();
  }
}
