import type { CreateDocumentOptions } from 'zod-openapi';

type Override = NonNullable<CreateDocumentOptions['override']>;

/** Formats that say what their pattern says; zod's patterns of them fill half a screen each. */
const SPELLED_OUT = ['date-time', 'email', 'uuid'];

/** How our schemas differ in the document from what zod makes of them. */
export const asDocumented: Override = ({ jsonSchema, zodSchema, io }) => {
  const { def } = zodSchema._zod;
  if (SPELLED_OUT.includes(String(jsonSchema.format))) delete jsonSchema.pattern;
  // Every whole number that JavaScript can hold: says nothing of ours.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // Of what is cleaned before it is checked, zod shows only what may come in.
  if (def.type === 'pipe' && io === 'input' && 'format' in def.out._zod.def)
    jsonSchema.format = def.out._zod.def.format as string;
  // An answer may get a field more one day: no client shall be made that breaks of it.
  if (def.type === 'object' && io === 'output' && !def.catchall) delete jsonSchema.additionalProperties;
};
