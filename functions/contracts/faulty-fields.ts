import type * as z from 'zod/mini';

/** Paths and unknown names, each once and never values: a name is cut where it is no name of ours. */
export const faultyFields = (error: z.core.$ZodError): string[] => {
  const named = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, key].join('.'))
      : [issue.path.map(String).join('.')],
  );
  return [...new Set(named)].map((name) => name.slice(0, 80)).slice(0, 20);
};
