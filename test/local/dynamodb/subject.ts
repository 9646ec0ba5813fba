/** A request or an answer in DynamoDB's JSON, as it goes over the wire. */
export type Wire = Readonly<Record<string, unknown>>;

export type Failure = {
  /** Without its namespace: `ValidationException`. */
  readonly code: string;
  readonly message: string;
  /** What else the answer says: `Item`, `CancellationReasons`. */
  readonly fields: Wire;
};

export type Answer =
  | { readonly output: Wire; readonly error?: undefined }
  | { readonly error: Failure; readonly output?: undefined };

/** Something that says it behaves like DynamoDB. `action` is the API's name: `PutItem`, `GetShardIterator`. */
export type Subject = {
  readonly name: string;
  perform(action: string, input: Wire): Promise<Answer>;
  stop(): Promise<void>;
};
