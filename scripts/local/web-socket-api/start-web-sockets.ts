import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalClock } from '../clock.ts';
import { awsError } from '../gateway/aws-error.ts';
import type { ServiceBackend } from '../gateway/gateway.ts';
import { connectionCall } from '../gateway/needed-access.ts';
import type { LambdaHost, LocalLog } from '../types.ts';
import { type RunningWebSocketApi, startWebSocketApi } from './web-socket-api.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html */
const MESSAGE_LIMIT_BYTES = 128 * 1024;

export type RunningWebSockets = {
  /** The service that sends to connections, describes and ends them. */
  readonly answer: ServiceBackend;
  /** A text with each API's addresses on AWS replaced by those here. */
  localAddress(text: string): string;
  cut(): number;
};

const empty = (status: number) => ({ status, headers: {}, body: '' });

/** Starts every WebSocket API of the plan on a port of its own and leaves with `onStop` how to stop it. */
export const startWebSockets = async (
  options: {
    readonly plan: CloudPlan;
    readonly host: LambdaHost;
    readonly clock: LocalClock;
    readonly log: LocalLog;
  },
  onStop: (stop: () => Promise<void>) => void,
): Promise<RunningWebSockets> => {
  const { plan } = options;
  const running = new Map<string, RunningWebSocketApi & { readonly stage: string }>();
  for (const api of plan.webSockets) {
    const started = await startWebSocketApi({ ...options, api });
    onStop(started.stop);
    running.set(api.apiId, { ...started, stage: api.stage });
  }
  const { region, gatewayUrl } = plan.place;
  const addresses = [...running].flatMap(([apiId, { url, stage }]) => {
    const onAws = `${apiId}.execute-api.${region}.amazonaws.com/${stage}`;
    return [
      [`wss://${onAws}`, url],
      [`https://${onAws}`, `${gatewayUrl}/${apiId}/${stage}`],
    ] as const;
  });
  const iso = (ms: number) => new Date(ms).toISOString();

  return {
    answer(call) {
      const asked = connectionCall(call.url);
      const api = asked && running.get(asked.apiId);
      if (!api || asked.stage !== api.stage)
        return awsError(call, { code: 'ForbiddenException', message: 'Forbidden', status: 403 });
      const gone = awsError(call, { code: 'GoneException', message: 'Gone', status: 410 });
      if (call.action === 'DeleteConnection') return api.close(asked.connectionId) ? empty(204) : gone;
      if (call.action === 'GetConnection') {
        const found = api.describe(asked.connectionId);
        if (!found) return gone;
        const body = { connectedAt: iso(found.connectedAt), lastActiveAt: iso(found.lastActiveAt) };
        return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      }
      if (call.body.length > MESSAGE_LIMIT_BYTES) {
        const message = 'Payload Too Large';
        return awsError(call, { code: 'PayloadTooLargeException', message, status: 413 });
      }
      return api.send(asked.connectionId, call.body) ? empty(200) : gone;
    },
    localAddress: (text) =>
      addresses.reduce((replaced, [onAws, here]) => replaced.replaceAll(onAws, here), text),
    cut: () => [...running.values()].reduce((sum, api) => sum + api.cut(), 0),
  };
};
