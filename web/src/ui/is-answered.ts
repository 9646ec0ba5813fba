import { ApiProblem } from '../../../functions/contracts/api/client.ts';

/** Whether it is certain that nothing came of a request: it was refused, and not because it may be under way. */
export const isAnswered = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  error.status < 500 &&
  error.code !== 'request_running' &&
  error.code !== 'idempotency_key_reused';
