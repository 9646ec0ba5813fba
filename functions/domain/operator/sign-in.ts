import { Refusal } from '../errors.ts';
import { isOvertaken } from '../person/note-epoch.ts';
import type { Accounts, People, SignInStep, Tokens } from '../person/ports.ts';

type Deps = {
  readonly accounts: Pick<Accounts, 'signIn' | 'answerTotp' | 'refresh'>;
  readonly people: Pick<People, 'find' | 'begin' | 'setTotp' | 'standing'>;
};

/**
 * The first half of signing in. The pool asks for a code of an authenticator app; one that is set up otherwise lets
 * nobody in here: refuses with `totp_needed`, and what it gave is not passed on.
 */
export const beginSignIn =
  ({ accounts }: Pick<Deps, 'accounts'>) =>
  async (email: string, password: string): Promise<SignInStep> => {
    const step = await accounts.signIn(email, password);
    if (step.kind === 'signed-in') throw new Refusal('totp_needed');
    return step;
  };

/** The second half: only what begins here is a session of an operator. It is on record before its tokens leave. */
export const finishSignIn =
  ({ accounts, people }: Deps) =>
  async (challenge: string, code: string): Promise<SignInStep> => {
    const step = await accounts.answerTotp(challenge, code);
    if (step.kind !== 'signed-in') return step;
    const person = await people.find(step.session.personId);
    const isTheirs = person?.state === 'active' && person.circle === 'operators';
    if (!isTheirs || isOvertaken(person, step.session)) throw new Refusal('wrong_credentials');
    if (!person.hasTotp) await people.setTotp(person.id);
    await people.begin({ ...step.session, byTotp: true });
    return step;
  };

/** New tokens for a session that began here and was not ended, whatever Cognito says. */
export const refreshSignIn =
  ({ accounts, people }: Deps) =>
  async (refreshToken: string): Promise<Tokens> => {
    const { session: told, tokens } = await accounts.refresh(refreshToken);
    const { person, session } = await people.standing(told.personId, told.id);
    const isTheirs = person?.state === 'active' && person.circle === 'operators';
    if (!session?.byTotp || !isTheirs) throw new Refusal('session_ended');
    return tokens;
  };
