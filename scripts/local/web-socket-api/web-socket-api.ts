import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LocalClock } from '../clock.ts';
import { answerOf, type HttpAnswer } from '../http-api/response.ts';
import { createThrottle } from '../http-api/throttle.ts';
import type { LambdaHost, LocalLog } from '../types.ts';
import { type OpenedSocket, type RouteKey, socketEvent } from './socket-event.ts';
import type { WebSocketApiSpec } from './web-socket-spec.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
const MESSAGE_LIMIT_BYTES = 128 * 1024;
const IDLE_LIMIT_MS = 10 * 60_000;
const CONNECTION_LIMIT_MS = 2 * 3_600_000;

export type WebSocketApiOptions = {
  readonly api: WebSocketApiSpec;
  readonly host: Pick<LambdaHost, 'invoke'>;
  readonly clock: LocalClock;
  readonly log: LocalLog;
  /** Default: ten minutes and two hours, as on AWS. */
  readonly idleLimitMs?: number;
  readonly connectionLimitMs?: number;
};

export type RunningWebSocketApi = {
  /** `ws://…`, the stage included. */
  readonly url: string;
  /** false: there is no such connection. */
  send(connectionId: string, data: Buffer): boolean;
  close(connectionId: string): boolean;
  /** When it was opened and when something last went over it, in milliseconds since 1970. */
  describe(connectionId: string): { readonly connectedAt: number; readonly lastActiveAt: number } | undefined;
  /** Drops every connection without a word, as a network does; the function hears of it. How many there were. */
  cut(): number;
  stop(): Promise<void>;
};

type Open = OpenedSocket & { readonly socket: WebSocket; lastActiveAt: number; wake(): void };

const refuse = (socket: Duplex, { statusCode, body }: Pick<HttpAnswer, 'statusCode' | 'body'>): void => {
  socket.end(
    `HTTP/1.1 ${statusCode} Refused\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
};

const refusal = (statusCode: number, message: string) => ({
  statusCode,
  body: Buffer.from(JSON.stringify({ message })),
});

/** Serves a WebSocket API of API Gateway on 127.0.0.1: its three routes, its limits, and what manages its connections. */
export const startWebSocketApi = async (options: WebSocketApiOptions): Promise<RunningWebSocketApi> => {
  const { api, host, clock, log } = options;
  const { idleLimitMs = IDLE_LIMIT_MS, connectionLimitMs = CONNECTION_LIMIT_MS } = options;
  const connections = new Map<string, Open>();
  const ending = new Set<Promise<unknown>>();
  const throttle = api.throttle && createThrottle(api.throttle, () => performance.now());
  let isStopping = false;
  const say = (level: 'info' | 'error', text: string) =>
    log({ at: clock.now(), source: 'live', level, text: `${api.logicalId}: ${text}` });

  const run = async (
    opened: OpenedSocket,
    route: RouteKey,
    more: Parameters<typeof socketEvent>[3] = {},
  ): Promise<HttpAnswer | undefined> => {
    const target = api.routes[route];
    if (!target) return undefined;
    return answerOf(await host.invoke(target.functionName, socketEvent(opened, route, clock.now(), more)));
  };

  const goodbye = (open: Open, code: number, reason: string): void => {
    connections.delete(open.connectionId);
    if (isStopping) return;
    const told = run(open, '$disconnect', { disconnected: { code, reason } }).catch((error: unknown) =>
      say('error', `$disconnect: ${error}`),
    );
    ending.add(told);
    void told.then(() => ending.delete(told));
  };

  const hear = async (open: Open, data: Buffer): Promise<void> => {
    open.wake();
    if (throttle && !throttle.take())
      return void open.socket.send(JSON.stringify({ message: 'Too Many Requests' }));
    const answer = await run(open, '$default', { body: data.toString() });
    if (answer && answer.statusCode >= 500)
      return void open.socket.send(
        JSON.stringify({ message: 'Internal server error', connectionId: open.connectionId }),
      );
    if (api.routes.$default?.returns && answer && answer.body.length > 0)
      open.socket.send(answer.body.toString());
  };

  const keep = (opened: OpenedSocket, socket: WebSocket): void => {
    let idle: NodeJS.Timeout | undefined;
    const oldest = setTimeout(() => socket.close(1001, 'Going away'), connectionLimitMs);
    const open: Open = {
      ...opened,
      socket,
      lastActiveAt: clock.now(),
      wake() {
        open.lastActiveAt = clock.now();
        clearTimeout(idle);
        idle = setTimeout(() => socket.close(1001, 'Going away'), idleLimitMs);
      },
    };
    open.wake();
    connections.set(opened.connectionId, open);
    socket.on('message', (data: Buffer) => {
      hear(open, data).catch((error: unknown) => say('error', `$default: ${error}`));
    });
    socket.on('error', (error) => say('info', String(error)));
    socket.on('close', (code, reason) => {
      clearTimeout(idle);
      clearTimeout(oldest);
      goodbye(open, code, reason.toString());
    });
  };

  const chosen = new WeakMap<IncomingMessage, string>();
  const server = createServer((_request, response) => {
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: 'Forbidden' }));
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT_BYTES,
    handleProtocols: (_offered, request) => chosen.get(request) ?? false,
  });

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    if (request.url?.split('?')[0] !== `/${api.stage}`) return refuse(socket, refusal(403, 'Forbidden'));
    if (throttle && !throttle.take()) return refuse(socket, refusal(429, 'Too Many Requests'));
    const opened = {
      api,
      connectionId: `${randomBytes(10).toString('base64url')}=`,
      connectedAt: clock.now(),
      request,
    };
    const answer = await run(opened, '$connect');
    if (answer && answer.statusCode >= 300) return refuse(socket, answer);
    const protocol = answer?.headers['sec-websocket-protocol'];
    if (protocol !== undefined) chosen.set(request, protocol);
    sockets.handleUpgrade(request, socket, head, (upgraded) => keep(opened, upgraded));
  };
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      say('error', `$connect: ${error}`);
      refuse(socket, refusal(500, 'Internal server error'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `ws://127.0.0.1:${port}/${api.stage}`,
    send(connectionId, data) {
      const open = connections.get(connectionId);
      open?.wake();
      open?.socket.send(data.toString());
      return open !== undefined;
    },
    close(connectionId) {
      const open = connections.get(connectionId);
      open?.socket.close(1000, 'Connection Closed Normally');
      return connections.delete(connectionId);
    },
    describe(connectionId) {
      const open = connections.get(connectionId);
      return open && { connectedAt: open.connectedAt, lastActiveAt: open.lastActiveAt };
    },
    cut() {
      const open = [...connections.values()];
      for (const { socket } of open) socket.terminate();
      return open.length;
    },
    async stop() {
      isStopping = true;
      for (const { socket } of connections.values()) socket.terminate();
      await Promise.all(ending);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
