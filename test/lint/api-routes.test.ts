import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Route, RouteTable } from '../../functions/contracts/api/route.ts';
import { refusalsOf } from '../../functions/contracts/api/route-refusals.ts';
import { apiRoutes } from '../../functions/contracts/api/routes.ts';
import { refusals } from '../../functions/runtime/refusals.ts';
import { openapiDocument } from '../../scripts/docs/openapi.ts';

const routes: readonly (readonly [name: string, route: Route])[] = Object.values<RouteTable>(
  apiRoutes,
).flatMap((table) => Object.entries(table));

type Schema = { readonly [key: string]: unknown };

/** Where a request's schema lets in a field that it does not name, as paths. */
const openings = (schema: unknown, path = 'body'): string[] => {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => openings(one, `${path}.${index}`));
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, additionalProperties, propertyNames } = schema as Schema;
  const names = properties ?? (schema as Schema).type === 'object';
  const isOpen = names && additionalProperties !== false && !propertyNames;
  return [
    ...(isOpen ? [path] : []),
    ...Object.entries(schema).flatMap(([key, inner]) => openings(inner, `${path}.${key}`)),
  ];
};
const openingsOf = (schema: z.ZodType): string[] => openings(z.toJSONSchema(schema, { io: 'input' }));

describe('the routes of the HTTP API [C3]', () => {
  it('each have a name of their own', () => {
    const names = routes.map(([name]) => name);

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(routes)('%s says who may call it, and why if that is anyone', (_name, { access }) => {
    expect(['anyone', 'person', 'member', 'operator', 'partner']).toContain(access?.who);
    if (access.who === 'anyone') expect(access.why).toMatch(/^[A-Z].{20,}\.$/);
    if (access.who === 'member') expect(access.roles.length).toBeGreaterThan(0);
  });

  it.each(routes)('%s checks every {name} of its path, and a member its business', (_name, route) => {
    const inPath = [...route.at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect(Object.keys(route.path?.shape ?? {}).sort()).toEqual(inPath.sort());
    if (route.access.who === 'member') expect(inPath).toContain('businessId');
  });

  it.each(routes)('%s takes no field that it does not name', (_name, { path, query, body }) => {
    const found = [path, query, body].flatMap((schema) => (schema ? openingsOf(schema) : []));

    expect(found).toEqual([]);
  });

  it('are shown open by a field that is, however deep', () => {
    const deep = z.strictObject({ list: z.array(z.object({ a: z.string() })) });

    expect(openingsOf(deep)).toEqual(['body.properties.list.items']);
    expect(openingsOf(z.strictObject({ a: z.looseObject({}) }))).toEqual(['body.properties.a']);
  });
});

describe('the OpenAPI document [C3]', () => {
  const document = openapiDocument();

  it.each(routes)('describes %s with each code it may refuse with', (name, route) => {
    const operation = document.paths?.[route.at]?.[route.method.toLowerCase() as 'get'];
    const described = Object.entries(operation?.responses ?? {}).flatMap(([status, response]) =>
      String(response.$ref ?? '')
        .split('/')
        .slice(-1)
        .flatMap((id) => id.split('.').slice(1))
        .map((code) => `${status} ${code}`),
    );
    const expected = refusalsOf(route).map((code) => `${refusals[code].http} ${code}`);

    expect(operation?.operationId).toBe(name);
    expect(operation?.security).toHaveLength(route.access.who === 'anyone' ? 0 : 1);
    expect(described.sort()).toEqual([...expected, '500 internal'].sort());
  });

  it('asks for the key of what creates something, and of nothing else', () => {
    const asking = Object.values(document.paths ?? {})
      .flatMap((item) => Object.values(item))
      .filter((operation) => JSON.stringify(operation.parameters ?? []).includes('IdempotencyKey'))
      .map(({ operationId }) => operationId);
    const creating = routes.filter(([, { creates }]) => creates).map(([name]) => name);

    expect(asking.sort()).toEqual(creating.sort());
  });

  it('is not made of two routes that answer the same request', () => {
    const { signIn } = apiRoutes.people;

    expect(() => openapiDocument({ a: { signIn }, b: { logIn: signIn } }, {})).toThrow(
      'logIn answers POST /v1/sessions, and so does another route.',
    );
  });
});
