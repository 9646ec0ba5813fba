import { failure } from './failure.ts';

/** How long a finished transaction is remembered by its token (API reference, TransactWriteItems). */
const REMEMBERED_MS = 10 * 60_000;
const LONGEST_TOKEN = 36;

type Known = { readonly body: string; readonly doneAtMs: number | undefined };

/** What is known of transactions that came with a ClientRequestToken. */
export type TransactionTokens = {
  /**
   * Whether this very transaction was done before. Throws IdempotentParameterMismatchException for another one with the
   * same token, TransactionInProgressException while it is under way.
   */
  isDone(token: string, body: string): boolean;
  begin(token: string, body: string): void;
  done(token: string, body: string): void;
  forget(token: string): void;
};

export const isToken = (token: unknown): token is string =>
  typeof token === 'string' && token.length > 0 && token.length <= LONGEST_TOKEN;

export const createTransactionTokens = (now: () => number): TransactionTokens => {
  const known = new Map<string, Known>();

  const isOver = ({ doneAtMs }: Known): boolean =>
    doneAtMs !== undefined && now() - doneAtMs >= REMEMBERED_MS;
  const forgetOld = (): void => {
    for (const [token, entry] of known) {
      if (!isOver(entry)) return;
      known.delete(token);
    }
  };

  return {
    isDone(token, body) {
      const entry = known.get(token);
      if (!entry || isOver(entry)) return false;
      if (entry.body !== body) {
        throw failure(
          'IdempotentParameterMismatchException',
          'The provided ClientRequestToken was already used with a request that has different parameters',
        );
      }
      if (entry.doneAtMs !== undefined) return true;
      throw failure(
        'TransactionInProgressException',
        'The transaction with the given request token is already in progress.',
      );
    },
    begin(token, body) {
      known.set(token, { body, doneAtMs: undefined });
    },
    done(token, body) {
      forgetOld();
      // Last in the map's order, which is that of forgetting.
      known.delete(token);
      known.set(token, { body, doneAtMs: now() });
    },
    forget: (token) => void known.delete(token),
  };
};
