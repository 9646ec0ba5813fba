import type { TablePart } from '../local/gateway/table-parts.ts';
import type { AccessPattern } from './access-pattern.ts';
import { ACCESS_PATTERNS } from './access-patterns.ts';
import { kindOf } from './row-keys.ts';
import { ROW_KINDS, type RowName } from './row-kinds.ts';

/** One request as the local cloud records it. */
export type Request = {
  readonly caller: string;
  readonly service: string;
  readonly action: string;
  readonly parts: readonly TablePart[];
};

const isMany = (action: string): boolean => action.startsWith('Transact');

const fits = (pattern: AccessPattern, { caller, action, parts }: Request): boolean => {
  if (!pattern.by.includes(caller) || isMany(action) !== (pattern.inOne === true)) return false;
  if (pattern.index) return parts.every(({ index }) => index === pattern.index);
  if (parts.some(({ index }) => index !== undefined)) return false;
  if (!isMany(action) && parts.some((part) => (part.consistent ?? false) !== (pattern.consistent ?? false)))
    return false;
  const left = parts.map((part) => `${part.action} ${kindOf(part)}`);
  for (const part of pattern.parts) {
    const what = part.replace(/[?+*]$/, '');
    const found = left.filter((one) => one === what).length;
    if (found === 0 && !/[?*]$/.test(part)) return false;
    // A part that may be there twice is named twice.
    const taken = /[+*]$/.test(part) ? found : Math.min(found, 1);
    for (let each = 0; each < taken; each += 1) left.splice(left.indexOf(what), 1);
  }
  return left.length === 0;
};

const inWords = ({ caller, action, parts }: Request): string =>
  `${caller} ${action}: ${parts
    .map(
      (part) =>
        `${part.action} ${part.index ?? kindOf(part) ?? `${part.pk} ${part.sk}`}${part.consistent ? ' (consistent)' : ''}`,
    )
    .join(' + ')}`;

/** Which pattern a request to the table is one of. */
export const patternOf = (request: Request): AccessPattern | undefined =>
  ACCESS_PATTERNS.find((pattern) => fits(pattern, request));

/** What functions did with the table and no pattern describes, each kind of request once. */
export const undeclared = (requests: readonly Request[]): string[] => [
  ...new Set(
    requests
      .filter(({ caller, service }) => service === 'dynamodb' && caller.includes('/'))
      .filter((request) => patternOf(request) === undefined)
      .map(inWords),
  ),
];

const rowOf = (part: string) => ROW_KINDS[part.split(' ')[1]?.replace(/[?+*]$/, '') as RowName];

/** Request units by formula: DynamoDB Local under-reports transactions. */
export const unitsOf = (pattern: AccessPattern): { read: number; write: number } => {
  const isRead =
    pattern.index !== undefined || pattern.parts.every((part) => /^(Get|BatchGet|Query)/.test(part));
  const kb = pattern.parts.reduce((sum, part) => sum + rowOf(part).kb, 0);
  if (isRead) return { read: Math.ceil(Math.max(kb, 1) / 4) * (pattern.consistent ? 1 : 0.5), write: 0 };
  const due = Math.max(0, ...pattern.parts.map(rowOf).map((row) => (row.due ? row.kb : 0)));
  const listed = pattern.parts
    .filter((part) => part.startsWith('Put'))
    .map(rowOf)
    .reduce((sum, row) => sum + (row.listed ? 1 : 0), 0);
  return { read: 0, write: kb * (pattern.inOne ? 2 : 1) + (pattern.due ?? 0) * due + listed };
};
