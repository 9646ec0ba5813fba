import type { ApiEvent } from './in-process-api.ts';

type Texts = Readonly<Record<string, string>>;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** One place of a request where something may stand, and the request with something else in it. */
export type Place = {
  /** `body.owner.email`, `pathParameters.callId`. */
  readonly name: string;
  readonly isBody: boolean;
  /** What has no text is written as text outside of bodies. */
  readonly put: (value: Json) => ApiEvent;
};

const withText = (texts: Texts | undefined, name: string, value: string): Texts => ({
  ...texts,
  [name]: value,
});

type Path = readonly (string | number)[];

/** Every value in a body, by its path; without `all` those that are no list and no object. */
const valuesOf = (value: Json, all: boolean, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, member]) =>
    valuesOf(member as Json, all, [...path, name]),
  );
  return all ? [path, ...below] : below;
};

const replaced = (value: Json, [first, ...rest]: Path, by: Json): Json => {
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((member, index) =>
      String(index) === String(first) ? replaced(member, rest, by) : member,
    );
  const object = value as { readonly [name: string]: Json };
  return { ...object, [first]: replaced(object[first] ?? null, rest, by) };
};

const bodyOf = (event: ApiEvent): Json | undefined =>
  event.body === undefined
    ? undefined
    : JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body);

/** Path, query, headers and body, each value by itself. `all`: lists and objects of the body too, and the body itself. */
export const placesOf = (event: ApiEvent, all = false): readonly Place[] => {
  const { pathParameters, queryStringParameters, headers } = event;
  const body = bodyOf(event);
  const of = (
    texts: Texts | undefined,
    where: 'pathParameters' | 'queryStringParameters' | 'headers',
    names = Object.keys(texts ?? {}),
  ): Place[] =>
    names.map((name) => ({
      name: `${where}.${name}`,
      isBody: false,
      put: (value) => ({
        ...event,
        [where]: withText(texts, name, typeof value === 'string' ? value : JSON.stringify(value)),
      }),
    }));
  return [
    ...of(pathParameters, 'pathParameters'),
    ...of(queryStringParameters, 'queryStringParameters'),
    ...of(headers, 'headers', 'idempotency-key' in headers ? ['idempotency-key'] : []),
    ...(body === undefined ? [] : valuesOf(body, all)).map((path) => ({
      name: ['body', ...path].join('.'),
      isBody: true,
      put: (value: Json): ApiEvent => ({
        ...event,
        isBase64Encoded: false,
        body: JSON.stringify(replaced(body as Json, path, value)),
      }),
    })),
  ];
};

/** The body with a field more, where it has none of that name: in itself, and in each object that it holds. */
export const withField = (
  { body }: ApiEvent,
  name: string,
): { readonly where: string; readonly body: string }[] => {
  if (body === undefined) return [];
  const whole = JSON.parse(body) as Record<string, Json>;
  const parts = Object.entries(whole).map(([field, value]) =>
    Array.isArray(value) ? { where: `${field}.0`, part: value[0] } : { where: field, part: value },
  );
  return [{ where: '', part: whole }, ...parts].flatMap(({ where, part }) => {
    if (typeof part !== 'object' || part === null || Object.hasOwn(part, name)) return [];
    // As text, because an object would take `__proto__` for something else.
    const written = JSON.stringify(part);
    return [{ where, body: body.replace(written, `{${JSON.stringify(name)}:"x",${written.slice(1)}`) }];
  });
};
