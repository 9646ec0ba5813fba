import { setTimeout as wait } from 'node:timers/promises';
import { type ApiClient, ApiProblem, apiClient } from '../../functions/contracts/api/client.ts';
import { ownerRoutes } from '../../functions/contracts/api/owner.ts';
import { peopleRoutes } from '../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Place } from './place.ts';

const ROUTES = { ...peopleRoutes, ...ownerRoutes };
type Api = ApiClient<typeof ROUTES>;
export type Described = Parameters<Api['openBusiness']>[0]['body'];

/** Whoever opens the businesses of a demo, at the web API as a browser would. */
export type Owner = {
  readonly email: string;
  /** Asks as her, and signs her in again where an hour that passed in a scenario has outlived her token. */
  asks<Answer>(ask: (api: Api) => Promise<Answer>): Promise<Answer>;
  /** Opens a business, once however often it is asked to. Answers its id. */
  open(described: Described, key: string): Promise<BusinessId>;
};

const EMAIL = 'olivia@apexhvac.example';
const PASSWORD = 'only for the demo, 2026';
const PATIENCE_MS = 20_000;

const isRefused = (error: unknown) => error instanceof ApiProblem && error.status === 401;

/** The code in the latest e-mail that was sent after `since` were there. */
const codeAfter = async ({ vendors }: Place, since: number): Promise<string> => {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const mails = (await vendors.emails()).filter(({ to }) => to.includes(EMAIL));
    const [code] = /\d{4} \d{4}/.exec(mails.length > since ? String(mails.at(-1)?.text) : '') ?? [];
    if (code !== undefined) return code;
    await wait(50);
  }
  throw new Error(`no code came to ${EMAIL} within ${PATIENCE_MS / 1000} s`);
};

/** Signs the demo's owner in, and up before if nobody has; `onNews` hears what that took. */
export const signInOwner = async (place: Place, onNews: (text: string) => void): Promise<Owner> => {
  let token: string | undefined;
  const api = apiClient(ROUTES, place.address.webApiUrl, fetch, () => token);

  const signIn = async (): Promise<void> => {
    token = undefined;
    const session = await api.signIn({ body: { email: EMAIL, password: PASSWORD } });
    if (session.outcome !== 'signed-in') throw new Error('the demo owner is asked for more than a password');
    token = session.tokens.accessToken;
  };

  try {
    await signIn();
  } catch (error) {
    if (!isRefused(error)) throw error;
    const before = (await place.vendors.emails()).filter(({ to }) => to.includes(EMAIL)).length;
    await api.signUp({ body: { email: EMAIL, name: 'Olivia Owner' } });
    const code = await codeAfter(place, before);
    await api.confirmSignUp({ body: { email: EMAIL, code, password: PASSWORD } });
    await signIn();
    onNews(`Olivia signs up: ${EMAIL}, with the code ${code} from her e-mail.`);
  }

  const asks: Owner['asks'] = async (ask) => {
    try {
      return await ask(api);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await signIn();
      return ask(api);
    }
  };

  return {
    email: EMAIL,
    asks,
    async open(described, key) {
      const { id } = await asks((api) => api.openBusiness({ body: described, key }));
      onNews(`Olivia opens ${described.name} through the API: ${id}.`);
      return id;
    },
  };
};
