import { ApiProblem } from '../../../functions/contracts/api/client.ts';

/** What is wrong with which field, by the field's path: `hours.0.opens`. */
export type Faults = Readonly<Record<string, string>>;

/** The fields that the API has refused. */
export const refusedFields = (error: unknown, word: string): Faults =>
  error instanceof ApiProblem
    ? Object.fromEntries(error.fields.map((field) => [field.replace(/^body\./, ''), word]))
    : {};

/** Those of one part, by the path within it: of `services`, `0.name`, and `` where it is about all of it. */
export const faultsWithin = (faults: Faults, part: string): Faults =>
  Object.fromEntries(
    Object.entries(faults).flatMap(([path, word]) =>
      path === part || path.startsWith(`${part}.`) ? [[path.slice(part.length + 1), word]] : [],
    ),
  );
