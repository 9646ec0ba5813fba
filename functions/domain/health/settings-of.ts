import * as z from 'zod/mini';
import { StageSecret } from '../../contracts/secrets.ts';
import { type Form, formOf, isStandIn, SECRET_FORMS, VARIABLE_FORMS } from '../../contracts/setting-forms.ts';

/** A setting with what a stage holds for it. Its values leave this folder as yes and no only. */
export type Held = {
  readonly setting: string;
  /** Newest first, without what is empty; none: it is missing. */
  readonly values: readonly string[];
  readonly wellFormed: boolean;
};

const at = (value: unknown, [name, ...rest]: readonly string[]): unknown => {
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return at((value as Readonly<Record<string, unknown>>)[name], rest);
};

const textsIn = (value: unknown): readonly string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

const held = (setting: string, value: unknown, fits: boolean, { isForm }: Form): Held => {
  const values = textsIn(value);
  return { setting, values, wellFormed: values.length > 0 && fits && values.every(isForm) };
};

type Leaf = { readonly path: readonly string[]; readonly schema: z.ZodMiniType };

const unwrapped = (schema: z.ZodMiniType): z.ZodMiniType =>
  schema instanceof z.ZodMiniOptional ? unwrapped(schema.def.innerType as z.ZodMiniType) : schema;

/** Where each setting lies in the shape. The version of the shape itself is none. */
const leavesOf = (schema: z.ZodMiniType, path: readonly string[] = []): readonly Leaf[] => {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodMiniLiteral) return [];
  if (!(inner instanceof z.ZodMiniObject)) return [{ path, schema: inner }];
  const fields = Object.entries(inner.shape as Record<string, z.ZodMiniType>);
  return fields.flatMap(([name, field]) => leavesOf(field, [...path, name]));
};

const nameOf = ({ path }: Leaf): string => path.join('.');

/** Names of all that the secret of a stage has to hold: read off its shape, so that none can be forgotten. */
export const secretNames = (shape: z.ZodMiniType = StageSecret): readonly string[] =>
  leavesOf(shape).map(nameOf);

/** Whether two versions of the setting may be live at once, newest first. */
export const livesTwice = (name: string, shape: z.ZodMiniType = StageSecret): boolean =>
  leavesOf(shape).some((leaf) => nameOf(leaf) === name && leaf.schema instanceof z.ZodMiniArray);

/** Each setting of a stage's secret, as `kept` has it: all of them, whatever is missing. */
export const secretSettings = (kept: unknown, shape: z.ZodMiniType = StageSecret): readonly Held[] =>
  leavesOf(shape).map((leaf) => {
    const value = at(kept, leaf.path);
    const name = nameOf(leaf);
    return held(name, value, leaf.schema.safeParse(value).success, formOf(SECRET_FORMS, name));
  });

/** Each variable that a stage is told. On a stage in an account an address that stands in is not well-formed. */
export const variableSettings = (
  variables: Readonly<Record<string, string>>,
  stage: string,
): readonly Held[] =>
  Object.entries(variables)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) =>
      held(name, value, stage === 'local' || !isStandIn(value), formOf(VARIABLE_FORMS, name)),
    );
