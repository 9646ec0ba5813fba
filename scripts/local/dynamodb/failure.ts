/** An answer of DynamoDB that is an error: `code` as the SDK names it, `fields` what the error carries besides its message. */
export class DynamoFailure extends Error {
  override readonly name = 'DynamoFailure';
  readonly code: string;
  /** `CancellationReasons` of a transaction, `Item` of a failed condition. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

/** An error is part of a simulated day's ordinary traffic: its stack would cost more than the write it refuses. */
const withoutStack = (code: string, message: string, fields?: Readonly<Record<string, unknown>>) => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const failure = new DynamoFailure(code, message, fields);
  Error.stackTraceLimit = limit;
  return failure;
};

export const failure = withoutStack;

export const invalid = (message: string): DynamoFailure => withoutStack('ValidationException', message);

/** The parameter as such is fine, what is in it is not. */
export const invalidParameter = (message: string): DynamoFailure =>
  invalid(`One or more parameter values were invalid: ${message}`);
