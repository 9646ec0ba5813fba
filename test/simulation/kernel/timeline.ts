export type Planned = {
  readonly at: number;
  readonly serial: number;
  readonly run: () => void;
  /** Goes on for ever by itself (a clock's tick): nobody waits for it. */
  readonly isBackground: boolean;
  /** Wakes nobody's code: what it does is done when it returns. */
  isSilent: boolean;
  isCalledOff: boolean;
};

const isBefore = (one: Planned, other: Planned): boolean =>
  one.at < other.at || (one.at === other.at && one.serial < other.serial);

/** What is to happen, earliest first; of one instant in the order in which it was planned. A binary heap. */
export class Timeline {
  readonly #heap: Planned[] = [];
  #serial = 0;
  #foreground = 0;

  /** How many planned things somebody waits for. */
  get foreground(): number {
    return this.#foreground;
  }

  plan(at: number, run: () => void, isBackground = false): Planned {
    this.#serial += 1;
    // Whole milliseconds, as clocks tell them.
    const planned: Planned = {
      at: Math.round(at),
      serial: this.#serial,
      run,
      isBackground,
      isSilent: false,
      isCalledOff: false,
    };
    this.#heap.push(planned);
    if (!isBackground) this.#foreground += 1;
    this.#rise(this.#heap.length - 1);
    return planned;
  }

  callOff(planned: Planned): void {
    if (planned.isCalledOff) return;
    planned.isCalledOff = true;
    if (!planned.isBackground) this.#foreground -= 1;
  }

  /** Takes the next thing that was not called off. */
  next(): Planned | undefined {
    for (;;) {
      const first = this.#take();
      if (first === undefined) return undefined;
      if (first.isCalledOff) continue;
      // So that calling it off afterwards changes nothing.
      first.isCalledOff = true;
      if (!first.isBackground) this.#foreground -= 1;
      return first;
    }
  }

  #take(): Planned | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first !== undefined && last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #swap(one: number, other: number): void {
    const kept = this.#heap[one] as Planned;
    this.#heap[one] = this.#heap[other] as Planned;
    this.#heap[other] = kept;
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(this.#heap[at] as Planned, this.#heap[parent] as Planned)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      const length = this.#heap.length;
      if (left < length && isBefore(this.#heap[left] as Planned, this.#heap[least] as Planned)) least = left;
      if (right < length && isBefore(this.#heap[right] as Planned, this.#heap[least] as Planned))
        least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
