import { ApiProblem } from '../../../functions/contracts/api/client.ts';

/** Refused by what its address says: nothing of this business, or no id at all. */
export const isNotThere = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 404 || error.code === 'invalid_arguments');
