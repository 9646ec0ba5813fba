import { describe, expect, it } from 'vitest';
import { openapiDocument } from '../../scripts/docs/openapi.ts';
import { flat, synthesised } from './synthesised.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What the document says of each route, by API Gateway's key of it: the scheme that opens it, if it is not open. */
const described = new Map(
  Object.entries(openapiDocument().paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const [scheme] = (operation.security ?? []).flatMap((one) => Object.keys(one));
      return [[`${method.toUpperCase()} ${path}`, scheme] as const];
    }),
  ),
);

/** What is deployed of each: the authorizer that opens it, if it is not open. */
const deployed = new Map(
  synthesised('prod')
    .of('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => flat(properties.ApiId).includes('WebApi'))
    .map(({ properties }) => [
      properties.RouteKey as string,
      properties.AuthorizationType === 'JWT' ? flat(properties.AuthorizerId) : undefined,
    ]),
);

describe('the OpenAPI document [C3]', () => {
  it('describes every route of the web API, and none that is not deployed', () => {
    expect([...described.keys()].sort()).toEqual([...deployed.keys()].sort());
  });

  it('says of the same routes that they are open; those of partners check their keys themselves', () => {
    const behindNobody = (routes: ReadonlyMap<string, string | undefined>) =>
      [...routes]
        .flatMap(([key, opener]) => (opener === undefined || opener === 'partner' ? [key] : []))
        .sort();

    expect(behindNobody(described)).toEqual(behindNobody(deployed));
  });

  it('asks for a key of partners on all of their routes and on no other', () => {
    const ofPartners = [...described.keys()].filter((key) => key.includes(' /v1/partner'));

    expect(ofPartners.length).toBeGreaterThan(0);
    expect([...described].flatMap(([key, scheme]) => (scheme === 'partner' ? [key] : [])).sort()).toEqual(
      ofPartners.sort(),
    );
  });

  it('names one scheme for each authorizer, so that no token of owners opens what is for operators', () => {
    const pairs = new Set(
      [...described].flatMap(([key, scheme]) =>
        scheme && scheme !== 'partner' ? [`${scheme} by ${deployed.get(key)}`] : [],
      ),
    );
    const schemes = [...pairs].map((pair) => pair.split(' by ')[0]);
    const authorizers = [...pairs].map((pair) => pair.split(' by ')[1]);

    expect(new Set(schemes).size).toBe(pairs.size);
    expect(new Set(authorizers).size).toBe(pairs.size);
  });
});
