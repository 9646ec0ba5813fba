import type { Answered, Operation } from './api-document.ts';
import { type ApiIds, addressOf, exampleOf } from './api-examples.ts';
import type { RawApi } from './raw-api.ts';

/** What a request bears besides what its operation asks for. */
export type Bearing = {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: string;
};

export const bearer = (accessToken: string): Bearing => ({
  headers: { authorization: `Bearer ${accessToken}` },
});

/** Asks operations by their examples, each under an Idempotency-Key of its own, and counts. */
export const walker = (parts: () => { readonly api: RawApi; readonly ids: ApiIds }) => {
  let asked = 0;
  return {
    asked: () => asked,
    ask(operation: Operation, { headers, query }: Bearing): Promise<Answered> {
      const { api, ids } = parts();
      const example = exampleOf(operation, ids);
      const at = addressOf(operation, example);
      asked += 1;
      return api.ask({
        method: operation.method,
        at: query ? `${at}${at.includes('?') ? '&' : '?'}${query}` : at,
        headers: { ...(operation.creates && { 'idempotency-key': `walker-${asked}` }), ...headers },
        ...(example.body && { body: JSON.stringify(example.body) }),
      });
    },
  };
};
