import type { DerivedIds } from '../derived-ids.ts';
import type { Circle, Person, Session } from './person.ts';
import type { Accounts, People, SignInStep } from './ports.ts';
import { openChallenge, type SealDeps, sealChallenge } from './seal-challenge.ts';

export type NoteEpochDeps<Asked extends SignInAccounts = SignInAccounts> = SealDeps & {
  readonly accounts: Asked;
  readonly people: Pick<People, 'epochOf'>;
  readonly ids: DerivedIds;
};

type SignInAccounts = Pick<Accounts, 'signIn' | 'answerTotp'>;

/** Whether all sessions were ended since this one was asked for: it never begins. */
export const isOvertaken = (person: Pick<Person, 'epoch'>, session: Pick<Session, 'epoch'>): boolean =>
  (person.epoch ?? 0) !== (session.epoch ?? 0);

/**
 * The accounts of a circle, whose sign-ins say under which epoch they were asked for. It is read before the password is
 * looked at: a password that is changed and sessions that are ended meanwhile raise it, and what was accepted just before
 * lets nobody in just after. Goes along with a challenge until that is answered.
 */
export const noteEpoch = <Asked extends SignInAccounts>(
  deps: NoteEpochDeps<Asked>,
  circle: Circle,
): Asked => {
  const { accounts, people, ids } = deps;
  const noted = async (step: SignInStep, epoch: number): Promise<SignInStep> =>
    step.kind === 'signed-in'
      ? { ...step, session: { ...step.session, epoch } }
      : { ...step, challenge: await sealChallenge(deps)(epoch, step.challenge) };
  return {
    ...accounts,
    async signIn(email, password) {
      const epoch = await people.epochOf(ids.addressOf(circle, email));
      return noted(await accounts.signIn(email, password), epoch);
    },
    async answerTotp(sealed, code) {
      const { epoch, challenge } = await openChallenge(deps)(sealed);
      return noted(await accounts.answerTotp(challenge, code), epoch);
    },
  };
};
