import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { foldHeaders } from '../http-api/request-event.ts';
import type { WebSocketApiSpec } from './web-socket-spec.ts';

export type OpenedSocket = {
  readonly api: WebSocketApiSpec;
  readonly connectionId: string;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  readonly request: IncomingMessage;
};

const EVENT_TYPES = { $connect: 'CONNECT', $default: 'MESSAGE', $disconnect: 'DISCONNECT' } as const;
export type RouteKey = keyof typeof EVENT_TYPES;

const requestId = () => `${randomBytes(11).toString('base64url')}=`;

const multi = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

/** The event that API Gateway sends the function of a WebSocket's route. Headers and query come with `$connect` only. */
export const socketEvent = (
  { api, connectionId, connectedAt, request }: OpenedSocket,
  route: RouteKey,
  at: number,
  more: {
    readonly body?: string;
    readonly disconnected?: { readonly code: number; readonly reason: string };
  },
) => {
  const headers = foldHeaders(request.rawHeaders);
  const query = Object.fromEntries(new URLSearchParams(request.url?.split('?')[1]));
  const { disconnected, body } = more;
  return {
    ...(route === '$connect' && {
      headers,
      multiValueHeaders: multi(headers),
      ...(Object.keys(query).length > 0 && {
        queryStringParameters: query,
        multiValueQueryStringParameters: multi(query),
      }),
    }),
    requestContext: {
      routeKey: route,
      eventType: EVENT_TYPES[route],
      extendedRequestId: requestId(),
      requestId: requestId(),
      ...(route === '$default' && { messageId: requestId() }),
      ...(disconnected && {
        disconnectStatusCode: disconnected.code,
        disconnectReason: disconnected.reason,
      }),
      messageDirection: 'IN',
      stage: api.stage,
      connectedAt,
      requestTimeEpoch: at,
      identity: {
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      domainName: headers.host ?? '',
      connectionId,
      apiId: api.apiId,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
};
