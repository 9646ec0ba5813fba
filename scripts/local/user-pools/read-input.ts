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
