import * as z from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { IdempotencyKey } from '../../functions/contracts/api/idempotency-key.ts';
import type { Access, Route } from '../../functions/contracts/api/route.ts';
import { ANSWER_HEADERS, refusalResponses } from './openapi-problems.ts';

const SUCCESS = {
  200: 'Done',
  201: 'Made',
  202: 'Taken on: it is done in a moment',
  204: 'Done, and there is nothing to say',
} as const satisfies Record<Route['status'], string>;

const idempotencyKey = IdempotencyKey.register(z.globalRegistry, {
  description: 'Chosen by who asks. The same key with the same request gets the first answer again.',
  param: { in: 'header', name: 'Idempotency-Key', id: 'IdempotencyKey' },
});

const inWords = (access: Access): string => {
  switch (access.who) {
    case 'anyone':
      return `For anyone. ${access.why}`;
    case 'person':
      return 'For whoever is signed in.';
    case 'member':
      return `For members of the business: ${access.roles.join(', ')}.`;
    case 'operator':
      return 'For operators.';
    case 'partner':
      return access.scope === 'any'
        ? 'For partners, by any of their keys.'
        : `For partners, by a key with the scope \`${access.scope}\`.`;
  }
};

/** Which security scheme a route asks for; none where it is open. */
const securityOf = ({ who }: Access): Record<string, string[]>[] => {
  if (who === 'anyone') return [];
  return [{ [who === 'operator' || who === 'partner' ? who : 'person']: [] }];
};

/** A route as OpenAPI says it. */
export const operationOf = (tag: string, name: string, route: Route): ZodOpenApiOperationObject => {
  const { access, path, query, body, creates, status, answer } = route;
  return {
    operationId: name,
    tags: [tag],
    summary: route.summary,
    description: inWords(access),
    security: securityOf(access),
    'x-access': access,
    ...((path || query) && { requestParams: { ...(path && { path }), ...(query && { query }) } }),
    ...(creates && { parameters: [idempotencyKey] }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [status]: {
        description: SUCCESS[status],
        headers: ANSWER_HEADERS,
        ...(answer && { content: { 'application/json': { schema: answer } } }),
      },
      ...refusalResponses(route),
    },
  };
};
