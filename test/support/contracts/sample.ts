import { isObject, type Schema } from './references.ts';

export type SampleOptions = {
  /** Paths (`call.metadata`, `errors[].source`) whose content is the sender's own. */
  readonly open?: readonly string[];
  /** Paths that need not be there. Fields that some samples lack need not be there either. */
  readonly optional?: readonly string[];
};

const unite = (samples: readonly unknown[], at: string, options: SampleOptions): object => {
  const told = samples.filter((sample) => sample !== null && sample !== undefined);
  const first = told[0];
  if (told.length === 0 || options.open?.includes(at)) return {};
  const nullable = told.length < samples.length ? ['null'] : [];
  if (told.every(Array.isArray)) {
    const items = told.flat();
    return {
      type: ['array', ...nullable],
      ...(items.length > 0 && { items: unite(items, `${at}[]`, options) }),
    };
  }
  if (!isObject(first)) return { type: [...new Set(told.map((sample) => typeof sample)), ...nullable] };
  const names = [...new Set(told.flatMap((sample) => Object.keys(Object(sample))))];
  const pathOf = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const properties = names.map((name) => {
    const values = told.flatMap((sample) =>
      Object.hasOwn(Object(sample), name) ? [Object(sample)[name]] : [],
    );
    return [name, unite(values, pathOf(name), options)];
  });
  const required = names.filter(
    (name) =>
      !options.optional?.includes(pathOf(name)) &&
      told.every((sample) => Object.hasOwn(Object(sample), name)),
  );
  return { type: ['object', ...nullable], properties: Object.fromEntries(properties), required };
};

const NO_DOCUMENT = {};

/** A schema for what looks like recorded samples: the same fields, of the same kinds. What is null there may be anything. */
export const likeSamples = (samples: readonly unknown[], options: SampleOptions = {}): Schema => ({
  document: NO_DOCUMENT,
  node: unite(samples, '', options),
});
