import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { LocalClock } from '../clock.ts';
import { KEEP_ALIVE_MS } from '../keep-alive.ts';
import { readBody } from '../read-body.ts';
import type { LocalLog } from '../types.ts';
import type { FaultBox, FaultControls, RequestFault } from './faults.ts';
import { sendGarbage } from './garbage.ts';
import { parseBody } from './parse-body.ts';
import { reportTraffic } from './traffic.ts';
import type { DeliveryLog } from './webhook-deliveries.ts';

/** An answer; a string or bytes are sent as they are, anything else as JSON. */
export type Reply = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type SimulatedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
  /** JSON or form parameters, parsed; undefined when empty or not readable. */
  readonly body: unknown;
  /** Runs the effect under the request's fault (`delay`, `error-500-*`); what a vendor remembers goes around it. */
  execute(effect: () => Reply): Promise<Reply>;
};

export type ReceivedRequest = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Without the values of secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Absent while it runs, and when the connection was cut or left hanging. */
  status?: number;
  fault?: string;
};

/** What every simulated vendor offers to demos and tests. */
export type Simulator = {
  readonly url: string;
  readonly faults: FaultControls;
  readonly webhooks: DeliveryLog;
  received(): readonly ReceivedRequest[];
  stop(): Promise<void>;
};

export type SimulatorOptions = {
  readonly clock: LocalClock;
  /** Where webhooks go; asked anew for each event. Without an answer they are recorded and not sent. */
  readonly webhookUrl: () => string | undefined;
  /** Waits between webhook attempts in milliseconds. */
  readonly webhookRetryMs?: readonly number[];
  readonly log?: LocalLog;
};

type Vendor = {
  readonly name: string;
  readonly clock: LocalClock;
  readonly log: LocalLog | undefined;
  readonly faults: FaultBox;
  readonly webhooks: DeliveryLog & { stop(): Promise<void> };
  handle(request: SimulatedRequest): Promise<Reply>;
  /** The vendor's own error document for a status. */
  failure(status: number, message: string): Reply;
  /** What it answers when it will not do what was asked, by its own code; without one, the most usual. */
  decline(code: string | undefined): Reply;
  /** Of a path: whether it is no part of the vendor's API, and has no description that it could be held to. */
  isBesideApi?(path: string): boolean;
  /** Shown by `GET /_inspect`. */
  state(): unknown;
  /** `POST /_control`: the vendor's knobs for people; what it throws is answered as 400. */
  control(command: unknown): unknown;
  /** What people see of the vendor in a browser, under `/_…`; undefined: no such page. */
  page?(method: string, path: string, body: unknown): Reply | undefined;
};

const SECRET_HEADERS = new Set(['authorization', 'cookie']);

const flatHeaders = (incoming: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));

const withoutSecrets = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADERS.has(name) ? value.replace(/^(Bearer |Basic )?.*$/s, '$1(secret)') : value,
    ]),
  );

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body, null, 2));

const send = (outgoing: ServerResponse, { status, body, headers }: Reply): void => {
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  outgoing.writeHead(status, { 'content-type': type, ...headers });
  outgoing.end(Buffer.isBuffer(body) ? body : textOf(body));
};

/** Listens on a free port of 127.0.0.1: records requests, applies faults, serves `/_inspect`, `/_faults`, `/_control`. */
export const startSimulator = async (vendor: Vendor): Promise<Simulator> => {
  const received: ReceivedRequest[] = [];
  const stopping = new AbortController();
  const pause = (ms: number): Promise<void> => wait(ms, undefined, { signal: stopping.signal });

  const executeUnder =
    (fault: RequestFault | undefined) =>
    async (effect: () => Reply): Promise<Reply> => {
      if (fault?.effect === 'delay') await pause(fault.ms ?? 1000);
      if (fault?.effect === 'error-500-before')
        return vendor.failure(500, 'Something went wrong before it was done.');
      const reply = effect();
      if (fault?.effect === 'error-500-after')
        return vendor.failure(500, 'Something went wrong after it was done.');
      return reply;
    };

  /** undefined: no answer; the caller waits until it gives up, or finds the connection cut. */
  const replyUnder = async (
    fault: RequestFault | undefined,
    request: SimulatedRequest,
    cut: () => void,
  ): Promise<Reply | undefined> => {
    if (vendor.faults.outage() === 'drop-connections' || fault?.effect === 'drop-connection') {
      cut();
      return undefined;
    }
    if (vendor.faults.outage() || fault?.effect === 'refuse-503')
      return vendor.failure(503, 'Service unavailable.');
    if (fault?.effect === '429') return vendor.failure(429, 'Too many requests.');
    if (fault?.effect === 'decline') return vendor.decline(fault.code);
    if (fault?.effect === 'hang-before') return undefined;
    const reply = await vendor.handle(request);
    if (fault?.effect === 'drop-connection-after') cut();
    if (fault?.effect === 'hang-after' && fault.ms !== undefined) await pause(fault.ms);
    const isLost =
      fault?.effect === 'drop-connection-after' || (fault?.effect === 'hang-after' && fault.ms === undefined);
    return isLost ? undefined : reply;
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const method = incoming.method ?? 'GET';
    const headers = flatHeaders(incoming);
    const rawBody = (await readBody(incoming)).toString('utf8');
    const body = parseBody(rawBody, headers['content-type'] ?? '');
    if (url.pathname.startsWith('/_')) {
      send(outgoing, vendor.page?.(method, url.pathname, body) ?? answerOperator(method, url.pathname, body));
      return;
    }
    const fault = vendor.faults.takeRequest(method, url.pathname);
    const at = vendor.clock.now();
    const record: ReceivedRequest = {
      at,
      method,
      path: url.pathname,
      query: url.search,
      headers: withoutSecrets(headers),
      body,
      ...(fault && { fault: fault.effect }),
    };
    received.push(record);
    const request = { method, path: url.pathname, query: url.searchParams, headers, rawBody, body };
    const reply = await replyUnder(fault, { ...request, execute: executeUnder(fault) }, () =>
      incoming.socket.destroy(),
    );
    const text = `${method} ${url.pathname}: ${reply?.status ?? 'no answer'}${fault ? ` (${fault.effect})` : ''}`;
    vendor.log?.({ at, source: vendor.name, level: 'debug', text });
    const exchange = { method, path: url.pathname, query: url.search.slice(1), rawBody };
    const marks = { ...(fault && { fault: fault.effect }), headers: withoutSecrets(headers) };
    const seen = { kind: 'exchange', vendor: vendor.name, ...exchange, ...marks } as const;
    const report = vendor.isBesideApi?.(url.pathname) ? () => {} : reportTraffic;
    if (reply === undefined) {
      report(seen);
      return;
    }
    const isGarbage = fault?.effect === 'garbage';
    const rawReply = Buffer.isBuffer(reply.body) ? '' : textOf(reply.body);
    record.status = isGarbage ? 200 : reply.status;
    // What the vendor meant to say is reported: garbage keeps to no contract.
    report({ ...seen, answer: { status: reply.status, rawBody: rawReply } });
    if (isGarbage) sendGarbage(outgoing, fault.as ?? 'html', rawReply);
    else send(outgoing, reply);
  };

  const answerOperator = (method: string, path: string, body: unknown): Reply => {
    try {
      if (path === '/_inspect') {
        const views = { received, webhooks: vendor.webhooks.list(), faults: vendor.faults.list() };
        return { status: 200, body: { vendor: vendor.name, state: vendor.state(), ...views } };
      }
      if (path === '/_faults' && method === 'POST') vendor.faults.obey(body);
      else if (path === '/_faults' && method === 'DELETE') vendor.faults.clear();
      else if (path === '/_control' && method === 'POST') {
        return { status: 200, body: vendor.control(body) ?? { ok: true } };
      } else return { status: 404, body: { error: `no ${method} ${path} here` } };
      return { status: 200, body: vendor.faults.list() };
    } catch (error) {
      return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
    }
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (stopping.signal.aborted || outgoing.headersSent) return;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      vendor.log?.({ at: vendor.clock.now(), source: vendor.name, level: 'error', text });
      send(outgoing, vendor.failure(500, `The simulator itself failed: ${text}`));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: vendor.faults,
    webhooks: vendor.webhooks,
    received: () => received,
    async stop() {
      stopping.abort();
      await vendor.webhooks.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
