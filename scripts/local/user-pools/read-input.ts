import { invalidParameter, unknownHere } from './refusal.ts';

export type Input = Readonly<Record<string, unknown>>;

export const optionalText = (input: Input, name: string): string | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalidParameter(`${name} must be text.`);
  return value;
};

export const text = (input: Input, name: string): string => {
  const value = optionalText(input, name);
  if (value === undefined || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
};

const constraint = (name: string, what: string): Error =>
  invalidParameter(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must ${what}`,
  );

/** What is no session at all is refused as such, before anybody looks for it. */
export const sessionText = (input: Input): string | undefined => {
  const value = optionalText(input, 'Session');
  if (value !== undefined && (value.length < 20 || value.length > 2048))
    throw constraint('session', 'have length from 20 to 2048');
  return value;
};

/** An access or refresh token where it stands in a parameter of its own. */
export const tokenText = (input: Input, name: string): string | undefined => {
  const value = optionalText(input, name);
  if (value !== undefined && !/^[A-Za-z0-9\-_=.]+$/.test(value))
    throw constraint(name, 'satisfy regular expression pattern: [A-Za-z0-9-_=.]+');
  return value;
};

/** A structure inside the input; empty where it is left out. */
export const part = (input: Input, name: string): Input => {
  const value = input[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalidParameter(`${name} must be a structure.`);
  return value as Input;
};

/** `[{ Name, Value }]` as pairs. */
export const attributePairs = (input: Input, name: string): [string, string][] => {
  const value = input[name] ?? [];
  if (!Array.isArray(value)) throw invalidParameter(`${name} must be a list.`);
  return value.map((one: Input) => [text(one, 'Name'), optionalText(one, 'Value') ?? '']);
};

/** A parameter that nobody reads would be a promise that nobody keeps. */
export const knowAll = (input: Input, names: readonly string[], where: string): void => {
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && value !== null && !names.includes(name))
      throw unknownHere(`${name} of ${where}`);
  }
};
