import type { Json } from './documents.ts';
import { isObject, resolve, type Schema } from './references.ts';

export type Operation = {
  /** `/messages/{id}`. */
  readonly template: string;
  readonly query: Schema | undefined;
  readonly requestOf: (contentType: string) => Schema | undefined;
  /** undefined: this status is not described. */
  readonly responseOf: (status: number) => Schema | undefined;
  /** This status is described, and as one that says nothing. */
  readonly isEmpty: (status: number) => boolean;
};

const at = (value: unknown, ...steps: readonly string[]): unknown =>
  steps.reduce<unknown>((place, step) => (isObject(place) ? place[step] : undefined), value);

const isLike = (template: string, path: string): boolean => {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((step, index) => (step.startsWith('{') ? given[index] !== '' : step === given[index]))
  );
};

/** The template with the fewest placeholders is the one meant: `/calls/mine` before `/calls/{id}`. */
const templateOf = (document: Json, path: string): string | undefined =>
  Object.keys(Object(document.paths))
    .filter((template) => isLike(template, path))
    .sort((a, b) => a.split('{').length - b.split('{').length)[0];

type ObjectNode = { type: 'object'; properties: Record<string, unknown>; required: string[] };

/** What is said of a group, with what is said of one parameter in it: `name` and `name[contains]` may both be described. */
const placed = (said: unknown, [step, ...rest]: readonly string[], schema: unknown): unknown => {
  if (step === undefined) return schema;
  if (isObject(at(said, 'anyOf', '1'))) {
    const [plain, group] = Object(said).anyOf;
    return { anyOf: [plain, placed(group, [step, ...rest], schema)] };
  }
  if (isObject(said) && !isObject(said.properties) && said.$ref === undefined && said.type !== 'object') {
    return { anyOf: [said, placed(undefined, [step, ...rest], schema)] };
  }
  const group = Object(said ?? { type: 'object', properties: {} });
  return {
    ...group,
    properties: { ...group.properties, [step]: placed(Object(group.properties)[step], rest, schema) },
  };
};

/** One object of all query parameters; `page[size]` is `size` in `page`. */
const queryNode = (document: Json, parameters: readonly unknown[]): ObjectNode => {
  const node: ObjectNode = { type: 'object', properties: {}, required: [] };
  for (const parameter of parameters) {
    const { in: place, name, required, schema } = Object(resolve(document, parameter));
    if (place !== 'query') continue;
    const [outer = '', ...inner] = String(name)
      .replaceAll(']', '')
      .split('[')
      .filter((step) => step !== '');
    node.properties[outer] = placed(node.properties[outer], inner, schema ?? {});
    if (required === true && inner.length === 0) node.required.push(outer);
  }
  return node;
};

/** The operation that a document describes at a path, without the servers' own prefix. */
export const operationAt = (document: Json, method: string, path: string): Operation | undefined => {
  const template = templateOf(document, path);
  const operation = at(document, 'paths', template ?? '', method.toLowerCase());
  if (template === undefined || !isObject(operation)) return undefined;
  const schemaIn = (holder: unknown, contentType: string): Schema | undefined => {
    const node = at(resolve(document, holder), 'content', contentType, 'schema');
    return node === undefined ? undefined : { document, node };
  };
  const shared = at(document, 'paths', template, 'parameters');
  const parameters = [...Object.values(Object(shared)), ...Object.values(Object(operation.parameters))];
  return {
    template,
    query: { document, node: queryNode(document, parameters) },
    requestOf: (contentType) => schemaIn(operation.requestBody, contentType),
    isEmpty: (status) => {
      const said = resolve(document, Object(operation.responses)[status]);
      return isObject(said) && said.content === undefined;
    },
    responseOf: (status) => {
      const responses = Object(operation.responses);
      const general =
        responses[`${Math.floor(status / 100)}XX`] ?? (status >= 400 ? responses.default : undefined);
      return schemaIn(responses[status] ?? general, 'application/json');
    },
  };
};

/** The body of an OpenAPI webhook by its name. */
export const webhookBody = (document: Json, name: string): Schema | undefined => {
  const node = at(document, 'webhooks', name, 'post', 'requestBody', 'content', 'application/json', 'schema');
  return node === undefined ? undefined : { document, node };
};
