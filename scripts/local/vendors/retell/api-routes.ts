import type { Reply, SimulatedRequest } from '../simulator.ts';
import { answerUnder } from '../vendor-model.ts';
import type { RetellAccount } from './account-model.ts';
import type { CallRecord } from './call-record.ts';
import { playgroundCompletion } from './playground.ts';
import { retellError } from './retell-error.ts';

const DEFAULT_PAGE = 50;

const listed = (body: unknown, calls: readonly CallRecord[]): Reply => {
  const { limit = DEFAULT_PAGE, pagination_key: after } = (body ?? {}) as {
    limit?: number;
    pagination_key?: string;
  };
  const newestFirst = [...calls].reverse();
  const start = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
  const page = newestFirst.slice(start, start + limit);
  const hasMore = start + limit < newestFirst.length;
  return {
    status: 200,
    body: {
      items: page.map((record) => record.view()),
      ...(hasMore && { pagination_key: page.at(-1)?.id }),
      has_more: hasMore,
    },
  };
};

/** What every account has without buying more: https://docs.retellai.com/deploy/concurrency */
const FREE_CALLS = 20;
const MOST_BOUGHT = 100;

const concurrency = (calls: ReadonlyMap<string, CallRecord>): Reply => ({
  status: 200,
  body: {
    current_concurrency: [...calls.values()].filter((call) => call.view().call_status === 'ongoing').length,
    concurrency_limit: FREE_CALLS,
    base_concurrency: FREE_CALLS,
    purchased_concurrency: 0,
    concurrency_purchase_limit: MOST_BOUGHT,
    remaining_purchase_limit: MOST_BOUGHT,
    concurrency_burst_enabled: false,
    concurrency_burst_limit: 0,
  },
});

/**
 * Retell's API: calls, as reconciliation reads them with `get-call` and `list-calls`, how many there are, and all that the
 * account has of agents and numbers.
 */
export const answerApi = async (
  request: SimulatedRequest,
  apiKeys: readonly string[],
  calls: ReadonlyMap<string, CallRecord>,
  account: Pick<RetellAccount, 'knows' | 'begin' | 'speaker'>,
  now: number,
): Promise<Reply> => {
  if (account.knows(request)) return answerUnder(account.begin(request), request.execute);
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined || !apiKeys.includes(key)) return retellError(401, 'Invalid API key.');
  const callId = /^\/v2\/get-call\/([^/]+)$/.exec(request.path)?.[1];
  if (request.method === 'GET' && callId !== undefined) {
    const record = calls.get(decodeURIComponent(callId));
    return request.execute(() =>
      record ? { status: 200, body: record.view(now) } : retellError(404, `Item ${callId} not found.`),
    );
  }
  if (request.method === 'GET' && request.path === '/get-concurrency') {
    return request.execute(() => concurrency(calls));
  }
  const tried = /^\/agent-playground-completion\/([^/]+)$/.exec(request.path)?.[1];
  if (request.method === 'POST' && tried !== undefined) {
    const version = request.query.get('version');
    const wanted = version === null ? undefined : Number(version);
    const speaker = () => account.speaker(decodeURIComponent(tried), wanted);
    const reply = await playgroundCompletion(speaker, request.body, now);
    return request.execute(() => reply);
  }
  if (request.method === 'POST' && request.path === '/v3/list-calls') {
    return request.execute(() => listed(request.body, [...calls.values()]));
  }
  return retellError(404, `The simulator does not know ${request.method} ${request.path}.`);
};
