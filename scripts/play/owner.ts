import { type ApiClient, ApiProblem, apiClient } from '../../functions/contracts/api/client.ts';
import { ownerRoutes } from '../../functions/contracts/api/owner.ts';
import { peopleRoutes } from '../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import { codeAfter, mailsTo } from './mailbox.ts';
import type { Place } from './place.ts';

const ROUTES = { ...peopleRoutes, ...ownerRoutes };
type Api = ApiClient<typeof ROUTES>;
export type Described = Parameters<Api['openBusiness']>[0]['body'];

/** Whoever owns the businesses of a demo, at the web API as a browser would. */
export type Owner = {
  readonly email: string;
  /** Asks as her, and signs her in again where an hour that passed in a scenario has outlived her token. */
  asks<Answer>(ask: (api: Api) => Promise<Answer>): Promise<Answer>;
};

/** She owns what is opened here and nowhere else. */
export const DEMO_OWNER = { email: 'olivia@apexhvac.example', password: 'only for the demo, 2026' } as const;
const { email: EMAIL, password: PASSWORD } = DEMO_OWNER;

const isRefused = (error: unknown) => error instanceof ApiProblem && error.status === 401;

/** Somebody who has an account, or gets one by `enrol`, and is signed in. */
const ownerOf = async (
  place: Place,
  { email, password }: { readonly email: string; readonly password: string },
  enrol: (api: Api) => Promise<void>,
): Promise<Owner> => {
  let token: string | undefined;
  const api = apiClient(ROUTES, place.address.webApiUrl, fetch, () => token);

  const signIn = async (): Promise<void> => {
    token = undefined;
    const session = await api.signIn({ body: { email, password } });
    if (session.outcome !== 'signed-in') throw new Error('the demo owner is asked for more than a password');
    token = session.tokens.accessToken;
  };

  try {
    await signIn();
  } catch (error) {
    if (!isRefused(error)) throw error;
    await enrol(api);
    await signIn();
  }
  return {
    email,
    async asks(ask) {
      try {
        return await ask(api);
      } catch (error) {
        if (!isRefused(error)) throw error;
        await signIn();
        return ask(api);
      }
    },
  };
};

/** Signs the demo's owner in, and up before if nobody has; `onNews` hears what that took. */
export const signInOwner = (place: Place, onNews: (text: string) => void): Promise<Owner> =>
  ownerOf(place, { email: EMAIL, password: PASSWORD }, async (api) => {
    const before = (await mailsTo(place, EMAIL)).length;
    await api.signUp({ body: { email: EMAIL, name: 'Olivia Owner' } });
    const code = await codeAfter(place, EMAIL, before);
    await api.confirmSignUp({ body: { email: EMAIL, code, password: PASSWORD } });
    onNews(`Olivia signs up: ${EMAIL}, with the code ${code} from her e-mail.`);
  });

/** Takes a business over that was opened for whoever is at that address, by the code in the invitation. */
export const acceptBusiness = (
  place: Place,
  {
    businessId,
    email,
    password = PASSWORD,
  }: { readonly businessId: BusinessId; readonly email: string; readonly password?: string | undefined },
): Promise<Owner> =>
  ownerOf(place, { email, password }, async (api) => {
    const code = await codeAfter(place, email, 0);
    await api.acceptInvitation({
      body: { businessId, email, code, name: 'Olivia Owner', password },
    });
  });
