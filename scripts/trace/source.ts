/** One line that a function logged. */
export type LogLine = {
  /** When it was written, in milliseconds since 1970, by the clock that the business lives by. */
  readonly at: number;
  /** Handler path, e.g. `workers/charge-booking-fee`. */
  readonly handler: string;
  /** The constant name of what is told, e.g. `tool.answered`. */
  readonly message: string;
  /** Everything else that the line says. */
  readonly fields: Readonly<Record<string, unknown>>;
};

/** Where log lines are found: a cloud's logs, or a file that somebody saved. */
export type LineSource = {
  /** As a person would say where this looked. */
  readonly name: string;
  /** Every line that holds one of the words, in no order. */
  withAny(words: readonly string[]): Promise<LogLine[]>;
  /** Every line that holds all of the words, in no order. */
  withAll(words: readonly string[]): Promise<LogLine[]>;
};

export type Row = Readonly<Record<string, unknown>>;

/** Which time somebody else may have taken. */
export type Wanted = {
  readonly businessId: string;
  /** ISO instant. */
  readonly startsAt: string;
  readonly durationMinutes: number;
};

/** What the table holds now. */
export type RowSource = {
  business(businessId: string): Promise<Row | undefined>;
  call(businessId: string, callId: string): Promise<Row | undefined>;
  /** The appointment, and its fee, text and alert. */
  around(businessId: string, appointmentId: string): Promise<readonly Row[]>;
  /** Live appointments of the business that take some of that time. Reads all of its appointments: for one question. */
  overlapping(wanted: Wanted): Promise<readonly Row[]>;
};

/** What was said in the call, where its row names a transcript; it is the one thing here that holds personal data. */
export type TranscriptSource = { read(key: string): Promise<string> };

/** Everything that a trace may look at. */
export type Evidence = {
  readonly lines: LineSource;
  readonly rows?: RowSource | undefined;
  readonly transcripts?: TranscriptSource | undefined;
  close(): void;
};
