import type { ThrottleSpec } from '../types.ts';

export type WebSocketRoute = {
  readonly functionName: string;
  /** What the function answers goes back to the page. */
  readonly returns: boolean;
};

export type WebSocketApiSpec = {
  readonly logicalId: string;
  readonly apiId: string;
  readonly stage: string;
  /** By `$connect`, `$disconnect` and `$default`. */
  readonly routes: Readonly<Record<string, WebSocketRoute>>;
  readonly throttle: ThrottleSpec | undefined;
};
