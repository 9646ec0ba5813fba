/** A request that a vendor got, and what it answered. */
export type Exchange = {
  readonly kind: 'exchange';
  readonly vendor: string;
  readonly method: string;
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  /** Names in lower case; the credentials' scheme without the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
  /** Absent when the connection was cut or left hanging. */
  readonly answer?: { readonly status: number; readonly rawBody: string };
  /** The effect of the fault that it met. */
  readonly fault?: string;
};

/** A webhook as it left for its receiver. */
export type SentWebhook = {
  readonly kind: 'webhook';
  readonly vendor: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
};

/** A request that a vendor makes while somebody waits for our answer: Retell's inbound webhook and its tools. */
export type AskedQuestion = {
  readonly kind: 'question';
  readonly vendor: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
  readonly answer?: { readonly status: number; readonly rawBody: string };
};

export type Traffic = Exchange | SentWebhook | AskedQuestion;

const watchers = new Set<(traffic: Traffic) => void>();

/** Shows all traffic of every simulator of this process, as it happens. Answers how to stop watching. */
export const watchTraffic = (watcher: (traffic: Traffic) => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const reportTraffic = (traffic: Traffic): void => {
  for (const watcher of watchers) watcher(traffic);
};
