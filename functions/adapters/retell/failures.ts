import { Refusal, type RefusalCode } from '../../domain/errors.ts';

/** The request never left: nothing can have happened. */
const NEVER_CONNECTED: readonly string[] = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
];

/**
 * A request that did not end with an answer that can be read. `status` is absent where nothing came back. What Retell said
 * is not kept: it may quote what was sent, and errors are logged.
 */
export class RetellError extends Error {
  override readonly name = 'RetellError';
  readonly status: number | undefined;
  /** A code for logs: a status, or why there is none. */
  readonly because: string;
  /** What was asked for is not there. */
  readonly isAbsent: boolean;

  constructor(
    status: number | undefined,
    because: string,
    { isAbsent = false, ...options }: ErrorOptions & { readonly isAbsent?: boolean } = {},
  ) {
    super(because, options);
    this.status = status;
    this.because = because;
    this.isAbsent = isAbsent;
  }
}

/**
 * Retell answered, and not with a good answer. It is not there: 404, or `UnprocessableContent` of the API's description in
 * these words. Any other 422 finds fault with what was asked.
 */
export const declined = (status: number, said: string): RetellError =>
  new RetellError(status, String(status), {
    isAbsent: status === 404 || (status === 422 && /cannot find|not found/i.test(said)),
  });

/** The socket's error lies below the fetch's. */
const codesBelow = (error: unknown): string[] => {
  const codes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    const parts = at instanceof AggregateError ? [at, ...at.errors] : [at];
    codes.push(...parts.map(({ code }: { code?: unknown }) => (typeof code === 'string' ? code : '')));
  }
  return codes.filter(Boolean);
};

/** Nothing came back. */
export const unanswered = (error: unknown): RetellError => {
  const codes = codesBelow(error);
  const because =
    codes.find((code) => NEVER_CONNECTED.includes(code)) ??
    codes.at(-1) ??
    (error instanceof Error ? error.name : 'unreadable');
  return new RetellError(undefined, because, { cause: error });
};

/**
 * What a failed request means. Only an answer proves that nothing was done; silence, a cut connection and a crash on the
 * other side prove nothing, unless it was a look, which can be taken again. A key or an account that Retell does not accept
 * is our mistake and not the business's: it waits until that is put right.
 */
export const meaningOf = ({ status, because }: RetellError, isLook: boolean): RefusalCode => {
  const unclear = isLook ? 'vendor_unavailable' : 'vendor_outcome_unknown';
  if (status === undefined) return NEVER_CONNECTED.includes(because) ? 'vendor_unavailable' : unclear;
  if ([401, 402, 403, 429, 503].includes(status)) return 'vendor_unavailable';
  return status >= 400 && status < 500 && status !== 408 ? 'vendor_refused' : unclear;
};

/** What Retell said is left out: it may quote names and numbers. */
export const refusalOf = (error: RetellError, step: string, isLook: boolean): Refusal =>
  new Refusal(
    meaningOf(error, isLook),
    { vendor: 'retell', step, status: error.status, because: error.because },
    { cause: error },
  );
