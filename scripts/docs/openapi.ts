import * as z from 'zod';
import { createDocument, type oas32, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Method, RouteTable } from '../../functions/contracts/api/route.ts';
import { API_TAGS, apiRoutes } from '../../functions/contracts/api/routes.ts';
import { Problem } from '../../functions/contracts/api/shapes.ts';
import { operationOf } from './openapi-operation.ts';
import { asDocumented } from './openapi-schemas.ts';

const ABOUT = `What owners, their staff, partners and operators may ask of CloudGreet.

**Signing in.** \`signIn\` answers with an access token: send it as \`Authorization: Bearer …\`. A token ends after minutes;
\`refreshSession\` gets a new one. Who is removed or signed out is refused within a minute.

**A partner's key** is sent in the same place: \`Authorization: Bearer cgp_…\`. It is shown once, when an operator makes it. What
is wrong with one that opens nothing is not said: the answer is \`key_invalid\`. One that is revoked is refused within a minute.

**Refusals** are [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problems. \`title\` is one of our codes, which never change
their meaning; \`fields\` names what is wrong and never repeats what was sent. API Gateway refuses a bad token, and too many
requests, before we see them, and then answers \`application/json\` with a \`message\`, for example \`{"message":"Unauthorized"}\`.

**Fields.** A field that a request may not have is refused by its name. Answers may get new fields; leave aside those you do
not know.

**Creating.** What creates something takes an \`Idempotency-Key\`. The same key with the same request gets the first answer,
with another request 422, while the first is still running 409.

**Lists** come in pages: \`next\`, where there is one, is the \`cursor\` of the next page.

Another business than one's own does not exist: it is refused like one that nobody has.`;

const SCHEMES = {
  person: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The access token of an owner or a member of staff, as `signIn` and `refreshSession` give it.',
  },
  operator: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of an operator.',
  },
  partner: {
    type: 'http',
    scheme: 'bearer',
    description: "A partner's key, as an operator has given it.",
  },
} as const;

const GatewayRefusal = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayRefusal', description: 'What API Gateway itself answers.' });

const tagName = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

type Tables = Readonly<Record<string, RouteTable>>;

const pathsOf = (tables: Tables): ZodOpenApiPathsObject => {
  const paths: Record<string, Partial<Record<Lowercase<Method>, ReturnType<typeof operationOf>>>> = {};
  for (const [tag, table] of Object.entries(tables)) {
    for (const [name, route] of Object.entries(table)) {
      const method = route.method.toLowerCase() as Lowercase<Method>;
      paths[route.at] ??= {};
      const item = paths[route.at] as (typeof paths)[string];
      if (item[method])
        throw new Error(`${name} answers ${route.method} ${route.at}, and so does another route.`);
      item[method] = operationOf(tagName(tag), name, route);
    }
  }
  return paths;
};

/** The OpenAPI 3.1 document of these tables. Throws when two routes answer the same request. */
export const openapiDocument = (
  tables: Tables = apiRoutes,
  tags: Readonly<Record<string, string>> = API_TAGS,
): oas32.OpenAPIObject => {
  const asked = new Set(
    Object.values(tables).flatMap((table) => Object.values(table).map(({ access }) => access.who)),
  );
  return createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'CloudGreet',
        version: '1.0.0',
        description: ABOUT,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      'x-generated': 'npm run docs, from functions/contracts/api',
      servers: [
        {
          url: 'https://{host}',
          description: 'Where the dashboard is, of each stage another',
          variables: { host: { default: 'app.cloudgreet.example' } },
        },
      ],
      tags: Object.entries(tags).map(([name, description]) => ({ name: tagName(name), description })),
      paths: pathsOf(tables),
      components: {
        schemas: { Problem, GatewayRefusal },
        headers: {
          RequestId: {
            description: 'Finds this request in our logs.',
            schema: { type: 'string' },
          },
        },
        securitySchemes: {
          person: SCHEMES.person,
          ...(asked.has('operator') && { operator: SCHEMES.operator }),
          ...(asked.has('partner') && { partner: SCHEMES.partner }),
        },
      },
    },
    { override: asDocumented },
  );
};

/** As it is committed. */
export const openapiJson = (): string => `${JSON.stringify(openapiDocument(), null, 2)}\n`;
