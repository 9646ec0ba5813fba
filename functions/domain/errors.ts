import type { RefusalCode } from '../contracts/refusal-codes.ts';

export type { RefusalCode };

/** This request can only stop. The code is its identity; the facts are for logs and must hold no personal data. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
  }
}
