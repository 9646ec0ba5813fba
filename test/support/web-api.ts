/** What the HTTP API answered. */
export type ApiAnswer = { readonly status: number; readonly body: unknown; readonly headers: Headers };

export type ApiRequest = {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The HTTP API as its clients see it. `base`: without a slash at its end. */
export const webApi =
  (base: string) =>
  async (
    method: string,
    path: string,
    { token, body, key, headers }: ApiRequest = {},
  ): Promise<ApiAnswer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };

export type WebApi = ReturnType<typeof webApi>;
