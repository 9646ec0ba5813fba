import { useState } from 'react';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import { isAnswered } from '../../ui/is-answered.ts';

/**
 * The key under which something is asked for once. It stays while nobody knows what became of it, so that a repeat does
 * it no second time; another wish, and one after a refusal, goes under another.
 */
export const useKey = () => {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const renew = () => setKey(crypto.randomUUID());
  return { key, renew, refused: (error: unknown) => isAnswered(error) && renew() };
};

/** Whether somebody else was faster, so that what was chosen can be chosen no more. */
export const isTaken = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'slot_taken';
