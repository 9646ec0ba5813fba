import type { CloudGreetEvent } from '../../contracts/events.ts';

/** A row that has something to say, as the table knows it. Opaque to the domain. */
export type RowReference = { readonly pk: string; readonly sk: string };

export type Announcement = { readonly row: RowReference; readonly event: CloudGreetEvent };

/** A row whose time has come: its event, and whether it asks again until its work is done. */
export type DueRow = Announcement & {
  readonly dueAtMs: number;
  /** undefined: a fact, announced once. Otherwise it is due again so many seconds after it was released. */
  readonly repeatEverySeconds: number | undefined;
};

export type Bus = {
  /** Which of the events the bus accepted, by position. Never throws for a refusal of single entries. */
  publish(events: readonly CloudGreetEvent[]): Promise<readonly boolean[]>;
};

export type Outbox = {
  /** The bus has that event: the row need not announce it any more. A newer event of the row is left alone. */
  settle(announcement: Announcement): Promise<void>;
  /** The row asks again at that time, unless its work was finished or moved meanwhile. */
  postpone(row: DueRow, toMs: number): Promise<void>;
};

export type DueIndex = {
  /** The start of the last minute that was released in full; undefined before the first run. */
  watermark(): Promise<number | undefined>;
  /** Moves the watermark forward, never back. */
  advance(toMs: number): Promise<void>;
  /** Every row due in the minute that starts then. */
  dueIn(minuteStartMs: number): AsyncIterable<readonly DueRow[]>;
};
