import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Route } from '../../functions/contracts/api/route.ts';
import { refusalsOf } from '../../functions/contracts/api/route-refusals.ts';
import type { RefusalCode } from '../../functions/contracts/refusal-codes.ts';
import { refusals } from '../../functions/runtime/refusals.ts';
import { CODE_MEANINGS } from './openapi-codes.ts';

/** Sent with every answer of ours. */
export const ANSWER_HEADERS = { 'x-request-id': { $ref: '#/components/headers/RequestId' } };

/** What each status has in common, whatever the code. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Nobody is signed in',
  402: 'The card was declined',
  403: 'Not allowed',
  404: 'There is no such thing, or not for who asks',
  409: 'Not in this state of things',
  413: 'The body is too large',
  422: 'Something that was sent is wrong',
  429: 'Too many requests',
  500: 'Something broke that nobody foresaw',
  502: 'A vendor refused',
  503: 'Not now: try again',
  504: 'Nobody can tell yet what came of it',
};

type Code = RefusalCode | 'internal';

const meaningOf = (code: Code): string =>
  code === 'internal' ? 'the request id helps to find it' : (CODE_MEANINGS[code] ?? '');

const made = new Map<string, ZodOpenApiResponseObject>();

/** One for each status and set of codes: zod-openapi shares what is the same object. */
const shared = (id: string, make: () => ZodOpenApiResponseObject): ZodOpenApiResponseObject => {
  const found = made.get(id) ?? { id, ...make() };
  made.set(id, found);
  return found;
};

const refusalResponse = (
  status: number,
  codes: readonly Code[],
  byGateway: boolean,
): ZodOpenApiResponseObject => ({
  description: [
    `${REASONS[status] ?? 'Refused'}.\n`,
    ...codes.map((code) => `- \`${code}\`: ${meaningOf(code)}.`),
    ...(byGateway ? ['\nOr API Gateway itself answers, as `application/json`.'] : []),
  ].join('\n'),
  headers: ANSWER_HEADERS,
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { type: 'object', properties: { title: { enum: [...codes] }, status: { const: status } } },
        ],
      },
      example: { title: codes[0], status, requestId: 'JKJaXmPLvHcESHA=' },
    },
    ...(byGateway && {
      'application/json': { schema: { $ref: '#/components/schemas/GatewayRefusal' } },
    }),
  },
});

/** Every answer of a route that is not what was asked for, by status. */
export const refusalResponses = (route: Route): ZodOpenApiResponsesObject => {
  const byStatus = Map.groupBy<number, Code>([...refusalsOf(route), 'internal'], (code) =>
    code === 'internal' ? 500 : refusals[code].http,
  );
  // A partner's key is no token: the gateway lets it through to us.
  const guarded = route.access.who !== 'anyone' && route.access.who !== 'partner';
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      // The gateway itself checks tokens and the stage's rate, and cannot speak as we do.
      .map(([status, codes]) => {
        codes.sort();
        const byGateway = status === 429 || (status === 401 && guarded);
        const id = [status, ...codes].join('.');
        return [status, shared(id, () => refusalResponse(status, codes, byGateway))];
      }),
  );
};
