import type { Kernel } from '../kernel/kernel.ts';
import type { FunctionName } from './deployment.ts';
import type { FunctionSpec, SimulatedFunctions } from './functions.ts';

export type EdgeAnswer = { readonly status: number; readonly body: string };

type Route = {
  readonly path: RegExp;
  readonly functionName: FunctionName;
  readonly parameters: readonly string[];
};

const ROUTES: readonly Route[] = [
  { path: /^\/voice\/([^/]+)\/inbound$/, functionName: 'voice/agent', parameters: ['businessId'] },
  {
    path: /^\/voice\/([^/]+)\/tools\/([^/]+)$/,
    functionName: 'voice/agent',
    parameters: ['businessId', 'tool'],
  },
  { path: /^\/webhooks\/retell$/, functionName: 'webhooks/retell', parameters: [] },
  { path: /^\/webhooks\/telnyx\/[a-z0-9]+$/, functionName: 'webhooks/telnyx', parameters: [] },
  { path: /^\/webhooks\/stripe$/, functionName: 'webhooks/stripe', parameters: [] },
  { path: /^\/webhooks\/resend$/, functionName: 'webhooks/resend', parameters: [] },
];

/** The HTTP API: routes, and the answer of a function or what API Gateway says in its place. */
export const createEdge = (
  kernel: Kernel,
  functions: SimulatedFunctions,
  specs: Readonly<Record<FunctionName, FunctionSpec>>,
) => {
  const statuses = new Map<string, number>();
  const refusals = new Set<string>();
  return {
    /** How often each function answered with each status. */
    statuses,
    /** The different bodies with which functions themselves refused something, after `function status `. */
    refusals,
    /** undefined: no answer within the time that the sender waits. */
    async post(
      path: string,
      rawBody: string,
      headers: Readonly<Record<string, string>>,
      patienceMs: number,
    ): Promise<EdgeAnswer | undefined> {
      const route = ROUTES.find((one) => one.path.test(path));
      if (route === undefined) return { status: 404, body: '{"message":"Not Found"}' };
      const values = route.path.exec(path)?.slice(1) ?? [];
      const event = {
        version: '2.0',
        rawPath: path,
        headers,
        pathParameters: Object.fromEntries(route.parameters.map((name, index) => [name, values[index]])),
        body: rawBody,
        isBase64Encoded: false,
      };
      return new Promise((resolve) => {
        const limit = kernel.after(patienceMs, () => resolve(undefined));
        void functions.invoke(specs[route.functionName], event).then((result) => {
          kernel.callOff(limit);
          const answer =
            result.kind === 'failed'
              ? { status: 500, body: '{"message":"Internal Server Error"}' }
              : (({ statusCode = 200, body = '' }: { statusCode?: number; body?: string }) => ({
                  status: statusCode,
                  body,
                }))(result.answer as object);
          const key = `${route.functionName} ${answer.status}`;
          statuses.set(key, (statuses.get(key) ?? 0) + 1);
          if (result.kind === 'answered' && answer.status >= 400) refusals.add(`${key} ${answer.body}`);
          resolve(answer);
        });
      });
    },
  };
};

export type Edge = ReturnType<typeof createEdge>;
