import { Refusal } from '../errors.ts';
import { isOvertaken } from './note-epoch.ts';
import type { Accounts, People, SignInStep } from './ports.ts';

type Deps = {
  readonly accounts: Pick<Accounts, 'signIn' | 'answerTotp' | 'refresh'>;
  readonly people: Pick<People, 'find' | 'begin' | 'standing'>;
};

/** Lets in whom Cognito lets in and we have not disabled. A session is on record before its tokens leave. */
const admit =
  (deps: Deps) =>
  async (step: SignInStep): Promise<SignInStep> => {
    if (step.kind !== 'signed-in') return step;
    const person = await deps.people.find(step.session.personId);
    if (person?.state !== 'active' || isOvertaken(person, step.session))
      throw new Refusal('wrong_credentials');
    await deps.people.begin(step.session);
    return step;
  };

export const signIn =
  (deps: Deps) =>
  async (email: string, password: string): Promise<SignInStep> =>
    admit(deps)(await deps.accounts.signIn(email, password));

export const answerTotp =
  (deps: Deps) =>
  async (challenge: string, code: string): Promise<SignInStep> =>
    admit(deps)(await deps.accounts.answerTotp(challenge, code));

/** New tokens for a session that we have on record: one that was ended here is over, whatever Cognito says. */
export const refreshSession =
  (deps: Deps) =>
  async (refreshToken: string): Promise<SignInStep & { readonly kind: 'signed-in' }> => {
    const step = await deps.accounts.refresh(refreshToken);
    const { person, session } = await deps.people.standing(step.session.personId, step.session.id);
    if (!session || person?.state !== 'active') throw new Refusal('session_ended');
    return step;
  };
