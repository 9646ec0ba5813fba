import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalClock } from '../clock.ts';
import { KEEP_ALIVE_MS } from '../keep-alive.ts';
import { readBody } from '../read-body.ts';
import type { LocalLog } from '../types.ts';
import { type AwsAnswer, type AwsCall, readAwsCall } from './aws-call.ts';
import { awsError } from './aws-error.ts';
import {
  type Caller,
  callerName,
  callerOf,
  callingFunction,
  mayDo,
  refusalOf,
  sessionLabel,
} from './caller.ts';
import { createFaults, type Fault, failEntries, faultAnswer } from './faults.ts';
import { neededAccess, unsupported } from './needed-access.ts';
import { readPublicCall } from './public-calls.ts';
import { createSessions } from './sts/sessions.ts';
import { type TablePart, tableParts } from './table-parts.ts';
import { type PermissionUse, type PermissionWatch, watchPermissions } from './unused-permissions.ts';

export type AwsRequestRecord = {
  readonly at: number;
  /** Function name, `operator`, `events`, `lambda`, or `public` for a call that nobody signed. */
  readonly caller: string;
  /** For credentials of an assumed role, e.g. `BusinessScope session business=biz_1`. */
  readonly as?: string;
  readonly service: string;
  readonly action: string;
  /** ARNs the call was about. */
  readonly resources: readonly string[];
  /** How many actions a transaction or batch holds; undefined for other calls. */
  readonly items?: number;
  /** What a call to the table was about, in its order. */
  readonly parts: readonly TablePart[];
  /** HTTP status; 0 when the connection was dropped. */
  readonly status: number;
};

/** Sees every call of a function, the operator or a rule with what was answered. */
export type AwsCallObserver = (caller: string, call: AwsCall, answer: AwsAnswer) => void;

/** The server behind a service: does a call that was allowed. `gone` fires when the caller hung up. */
export type ServiceBackend = (call: AwsCall, gone: AbortSignal) => Promise<AwsAnswer> | AwsAnswer;

/** What stands behind the address, known only after it listens: its port is part of the plan. */
export type GatewayServices = {
  readonly plan: CloudPlan;
  readonly backends: Readonly<Record<string, ServiceBackend>>;
  /** Ends a function's environments in the middle of what they do. */
  readonly crash: (functionName: string) => Promise<void>;
};

export type Gateway = {
  readonly url: string;
  serve(services: GatewayServices): void;
  /** Does a call as if it had come over HTTP. Rejects when a fault drops it. */
  perform(caller: Caller, call: AwsCall, gone?: AbortSignal): Promise<AwsAnswer>;
  requests(): AwsRequestRecord[];
  permissionUse(): PermissionUse;
  inject(fault: Fault): void;
  clearFaults(): void;
  stop(): Promise<void>;
};

const recordLimit = 20_000;

/** A dropped connection: the caller never learns what became of its call. */
class Dropped extends Error {
  override readonly name = 'Dropped';
}

/** S3 hides which keys exist from those who may not list. */
const hideMissingKey = (caller: Caller, call: AwsCall, answer: AwsAnswer, plan: CloudPlan): AwsAnswer => {
  if (call.service !== 's3' || answer.status !== 404 || !/^(Get|Head)Object$/.test(call.action))
    return answer;
  const bucket = neededAccess({ ...call, action: 'HeadBucket' }, plan)?.[0];
  const refusal = bucket && mayDo(caller, bucket, plan);
  return refusal ? awsError(call, { code: 'AccessDenied', message: refusal, status: 403 }) : answer;
};

const denied = (call: AwsCall, message: string): AwsAnswer =>
  call.service === 's3' || call.service === 'sts'
    ? awsError(call, { code: 'AccessDenied', message, status: 403 })
    : awsError(call, { code: 'AccessDeniedException', message, status: call.service === 'sqs' ? 403 : 400 });

/** One HTTP address for all AWS services: who calls, may they, does a fault meet them, who does it, what was answered. */
export const startGateway = async (options: {
  clock: LocalClock;
  log: LocalLog;
  onAwsCall?: AwsCallObserver | undefined;
}): Promise<Gateway> => {
  const { clock, log } = options;
  const records: AwsRequestRecord[] = [];
  const faults = createFaults();
  const sessions = createSessions(clock);
  let services: GatewayServices | undefined;
  let permissions: PermissionWatch | undefined;

  const record = (caller: Caller, call: AwsCall, plan: CloudPlan, status: number): void => {
    if (caller.kind === 'cloud') return;
    const resources = (neededAccess(call, plan) ?? []).map(({ resource }) => resource);
    const as = sessionLabel(caller);
    const items = call.input.TransactItems ?? call.input.Entries;
    records.push({
      at: clock.now(),
      caller: callerName(caller),
      ...(as && { as }),
      service: call.service,
      action: call.action,
      resources: [...new Set(resources)],
      ...(Array.isArray(items) && { items: items.length }),
      parts: tableParts(call),
      status,
    });
    if (records.length > recordLimit) records.splice(0, records.length - recordLimit);
  };

  const answerWithFault = async (fault: Fault, caller: Caller, call: AwsCall): Promise<AwsAnswer> => {
    const crashing = fault.error === 'crash' ? callingFunction(caller) : undefined;
    if (crashing !== undefined) await services?.crash(crashing);
    if (fault.error === 'crash' || fault.error === 'drop')
      throw new Dropped(`${call.service}:${call.action} dropped`);
    return faultAnswer(fault, call);
  };

  const answer = async (caller: Caller, call: AwsCall, gone: AbortSignal): Promise<AwsAnswer> => {
    if (!services)
      return awsError(call, {
        code: 'ServiceUnavailable',
        message: 'The local cloud is starting.',
        status: 503,
      });
    const { plan, backends } = services;
    const message = unsupported(call);
    if (message !== undefined) return awsError(call, { code: 'UnknownOperationException', message });
    const backend =
      call.service === 'sts' ? (one: AwsCall) => sessions.answer(caller, one, plan) : backends[call.service];
    if (!backend) throw new Error(`nothing answers ${call.service}`);
    const refusal = refusalOf(caller, call, plan);
    if (refusal) {
      log({ at: clock.now(), source: 'gateway', level: 'warn', text: refusal });
      return denied(call, refusal);
    }
    permissions?.note(caller, neededAccess(call, plan) ?? []);
    const fault = caller.kind === 'cloud' ? undefined : faults.take(call, callerName(caller));
    if (fault?.entries) return await failEntries(fault, call, (rest) => backend(rest, gone));
    if (fault && !fault.after) return await answerWithFault(fault, caller, call);
    const done = await backend(call, gone);
    if (fault) return await answerWithFault(fault, caller, call);
    return hideMissingKey(caller, call, done, plan);
  };

  const perform: Gateway['perform'] = async (caller, call, gone = new AbortController().signal) => {
    const plan = services?.plan;
    try {
      const answered = await answer(caller, call, gone);
      if (plan) record(caller, call, plan, answered.status);
      if (caller.kind !== 'cloud') options.onAwsCall?.(callerName(caller), call, answered);
      return answered;
    } catch (error) {
      if (plan) record(caller, call, plan, 0);
      throw error;
    }
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<AwsAnswer> => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const body = await readBody(request);
    const publicCall = readPublicCall(request, body);
    if (publicCall) return await perform({ kind: 'public' }, publicCall, gone.signal);
    const read = readAwsCall(request, body);
    if (!read) {
      const message = 'Request is missing Authentication Token';
      return awsError({ service: '' }, { code: 'MissingAuthenticationTokenException', message, status: 403 });
    }
    const { call, accessKeyId } = read;
    const session = sessions.find(accessKeyId, call);
    if (session && 'refused' in session) return awsError(call, session.refused);
    const caller = session?.caller ?? (services && callerOf(accessKeyId, services.plan));
    if (!services || !caller) {
      const message = 'The security token included in the request is invalid.';
      return awsError(call, { code: 'UnrecognizedClientException', message });
    }
    return await perform(caller, call, gone.signal);
  };

  const server = createServer((request, response) => {
    respond(request, response)
      .then(({ status, headers, body }) => {
        response.writeHead(status, headers);
        response.end(request.method === 'HEAD' ? undefined : body);
      })
      .catch((error: unknown) => {
        const hungUp = error instanceof Dropped || response.destroyed;
        if (!hungUp) log({ at: clock.now(), source: 'gateway', level: 'error', text: String(error) });
        request.socket.destroy();
      });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (started) => {
      services = started;
      permissions = watchPermissions(started.plan);
    },
    perform,
    requests: () => [...records],
    permissionUse: () => permissions?.report() ?? { granted: [], used: [] },
    inject: faults.inject,
    clearFaults: faults.clear,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
