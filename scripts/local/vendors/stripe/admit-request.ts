import { type Params, parseBracketParams } from '../bracket-params.ts';
import type { IdempotencyKeys } from '../idempotency-keys.ts';
import type { Reply } from '../simulator.ts';
import type { NewId } from '../vendor-id.ts';
import { type Begun, keyless, type ModelRequest } from '../vendor-model.ts';
import { apiVersion, type Cause } from './events.ts';
import { checkParams } from './params.ts';
import { type Route, routes } from './routes.ts';
import { invalidRequest, StripeProblem, stripeError } from './stripe-error.ts';

type Door = {
  readonly secretKey: string;
  readonly keys: IdempotencyKeys;
  readonly newId: NewId;
  run(route: Route, id: string, params: Params, cause: Cause): Reply;
};

const paramsOf = (request: ModelRequest): Params =>
  parseBracketParams(request.method === 'GET' ? request.query : new URLSearchParams(request.rawBody));

/** What `run` answers, or the document of the problem that it throws. */
export const orProblem = (newId: NewId, run: () => Reply): Reply => {
  try {
    return run();
  } catch (error) {
    if (error instanceof StripeProblem) return stripeError(error.status, error.body, newId);
    throw error;
  }
};

/**
 * Everything before the effect of a request: who asks, which route, the parameters, the idempotency key. A key is
 * taken by what passes all of that, for 24 hours, and its first answer is replayed, a 500 included.
 */
export const createDoor = ({ secretKey, keys, newId, run }: Door) => {
  const unauthorized = (given: string): Reply => {
    const message = given
      ? `Invalid API Key provided: ${given.slice(0, 8)}****`
      : 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.';
    return stripeError(401, { type: 'invalid_request_error', message }, newId);
  };
  const clashing = (key: string): Reply => {
    const message =
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`;
    return stripeError(400, { type: 'idempotency_error', message }, newId);
  };
  const busy = (key: string): Reply => {
    const message = `There is currently another in-progress request using this Idempotent Key: ${key}. Please try again later.`;
    return stripeError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message }, newId);
  };

  const admit = (request: ModelRequest, requestId: string): Reply | Begun => {
    const given = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (given !== secretKey) return unauthorized(given);
    const route = routes.find(({ method, path }) => method === request.method && path.test(request.path));
    if (route === undefined) {
      const message = `Unrecognized request URL (${request.method}: ${request.path}).`;
      return stripeError(404, { type: 'invalid_request_error', message }, newId);
    }
    const params = paramsOf(request);
    const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
    const id = decodeURIComponent(route.path.exec(request.path)?.[1] ?? '');
    const refusal = orProblem(newId, () => {
      checkParams(params, route.params, route.required ?? []);
      if ((key?.length ?? 0) > 255) throw invalidRequest('Idempotency keys can be up to 255 characters.');
      return { status: 200, body: undefined };
    });
    if (refusal.status !== 200) return refusal;
    const effect = (): Reply => run(route, id, params, { id: requestId, idempotency_key: key ?? null });
    if (key === undefined) return keyless(effect);
    const use = keys.use(key, `${request.path} ${JSON.stringify(params)}`);
    if (use.is === 'clash') return clashing(key);
    if (use.is === 'busy') return busy(key);
    if (use.is === 'done') return { ...use.reply, headers: { 'idempotent-replayed': 'true' } };
    const { keep } = use;
    return {
      run: effect,
      finish(reply) {
        keep(reply);
        return reply;
      },
      abandon: () => keep(undefined),
      busy: () => busy(key),
    };
  };

  return (request: ModelRequest): Reply | Begun => {
    const requestId = newId('req_', 14);
    const key = request.headers['idempotency-key'];
    const headers = {
      'request-id': requestId,
      'stripe-version': apiVersion,
      ...(key && { 'idempotency-key': key }),
    };
    const dressed = (reply: Reply): Reply => ({ ...reply, headers: { ...headers, ...reply.headers } });
    const admitted = admit(request, requestId);
    if ('status' in admitted) return dressed(admitted);
    const { run: effect, finish, abandon, busy: answerBusy } = admitted;
    return {
      run: effect,
      finish: (reply) => dressed(finish(reply)),
      abandon,
      ...(answerBusy && { busy: () => dressed(answerBusy()) }),
    };
  };
};
