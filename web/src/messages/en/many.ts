import { formatCount } from '../../ui/format.ts';

/** `1 call`, `1,200 calls`. */
export const many = (count: number, one: string, more: string): string =>
  `${formatCount(count)} ${count === 1 ? one : more}`;
