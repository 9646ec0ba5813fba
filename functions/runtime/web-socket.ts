import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Refusal } from '../domain/errors.ts';
import type { Clock } from './clock.ts';
import { begin } from './correlation.ts';
import { instrumented } from './handler.ts';
import { log } from './log.ts';
import { count } from './metrics.ts';
import { problem } from './problem.ts';

/** What API Gateway hands over of a WebSocket; the headers only when it is opened. */
export type SocketEvent = {
  readonly requestContext: {
    readonly connectionId: string;
    readonly requestId: string;
    readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  };
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
};

type WebSocketDeps = {
  /** The subprotocol that is spoken. */
  readonly protocol: string;
  readonly clock: Clock;
  /** Refuses whoever may not; `offered`: the subprotocols that the page names. */
  readonly connect: (
    connectionId: string,
    offered: string | undefined,
    nowMs: number,
  ) => Promise<{ readonly businessId: string }>;
  /** The one thing a page may send. Anything else is not answered. */
  readonly ping: { readonly said: string; readonly answer: (connectionId: string) => Promise<object> };
  readonly disconnect: (connectionId: string) => Promise<void>;
};

const OFFERED = 'sec-websocket-protocol';

const offeredIn = ({ headers = {} }: SocketEvent): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === OFFERED)?.[1];

/** Everything a page does with a WebSocket: it comes by showing something, says one thing, and goes. */
export const createWebSocket = ({ protocol, clock, connect, ping, disconnect }: WebSocketDeps) =>
  instrumented<SocketEvent, APIGatewayProxyStructuredResultV2>(async (event) => {
    const { connectionId, eventType, requestId } = event.requestContext;
    begin(`request:${requestId}`);
    if (eventType === 'DISCONNECT') {
      await disconnect(connectionId);
      log.info('live.closed');
      return { statusCode: 200 };
    }
    if (eventType === 'MESSAGE') {
      if (event.body !== ping.said) return { statusCode: 200 };
      return { statusCode: 200, body: JSON.stringify(await ping.answer(connectionId)) };
    }
    try {
      const { businessId } = await connect(connectionId, offeredIn(event), clock.now());
      begin(`request:${requestId}`, businessId);
      log.info('live.opened');
      return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': protocol } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.warn('live.refused', { code: error.code });
      count(`LiveRefused_${error.code}`);
      return problem(error.code, { requestId });
    }
  });
