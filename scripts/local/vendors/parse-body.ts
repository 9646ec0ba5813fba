import { parseBracketParams } from './bracket-params.ts';

/** JSON or form parameters; undefined when there is nothing or it cannot be read. */
export const parseBody = (rawBody: string, contentType: string): unknown => {
  if (rawBody === '') return undefined;
  if (contentType.includes('x-www-form-urlencoded')) return parseBracketParams(new URLSearchParams(rawBody));
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
};
