import type { Answers } from '../../contracts/api/answers.ts';
import type { operatorAccountRoutes } from '../../contracts/api/operator-account.ts';
import { Refusal } from '../errors.ts';
import type { CapDeps } from '../limit/count-today.ts';
import type { LimitDeps } from '../limit/take-tokens.ts';
import { enrol } from '../person/enrol.ts';
import { noteEpoch } from '../person/note-epoch.ts';
import type { Accounts, Codes, People } from '../person/ports.ts';
import { type RedeemDeps, redeemCode } from '../person/redeem-code.ts';
import { type RequestCodeDeps, requestCode } from '../person/request-code.ts';
import { resetPassword } from '../person/reset-password.ts';
import { told } from '../person/told-step.ts';
import { tryPassword } from '../person/try-password.ts';
import { tryTotp } from '../person/try-totp.ts';
import type { Operators } from './ports.ts';
import { beginSignIn, finishSignIn, refreshSignIn } from './sign-in.ts';

export type OperatorAccountDeps = RequestCodeDeps &
  RedeemDeps & {
    readonly accounts: Accounts;
    readonly people: People;
    readonly codes: Codes;
    readonly limits: LimitDeps & CapDeps;
    readonly operators: Pick<Operators, 'create'>;
  };

/** What each route of operators' own accounts does. */
export const operatorAccountAnswers = (given: OperatorAccountDeps): Answers<typeof operatorAccountRoutes> => {
  const deps = { ...given, accounts: noteEpoch(given, 'operators') };
  const { accounts, people, codes, operators } = deps;
  const redeem = redeemCode(deps);
  return {
    async acceptOperatorInvitation({ body: { email, code, password }, nowMs }) {
      const redeemed = await redeem('operators', email, { kind: 'operator-invitation' }, code, nowMs);
      if (redeemed.purpose.kind !== 'operator-invitation') throw new Refusal('code_invalid');
      const rows = { find: people.find, end: people.end, create: operators.create };
      const { name } = redeemed.purpose;
      const enrolled = enrol({ ...deps, people: rows });
      const personId = await enrolled('operators', redeemed, name, password, nowMs);
      await codes.spend(redeemed);
      return { personId };
    },
    async forgetOperatorPassword({ body: { email }, nowMs }) {
      await requestCode(deps)({ circle: 'operators', email, purpose: { kind: 'reset-password' } }, nowMs);
    },
    async resetOperatorPassword({ body: { email, code, password }, nowMs }) {
      const redeemed = await redeem('operators', email, { kind: 'reset-password' }, code, nowMs);
      await resetPassword(deps)(redeemed, password);
    },
    async signInOperator({ body: { email, password }, nowMs }) {
      await tryPassword(deps)('operators', email, nowMs);
      return told(await beginSignIn(deps)(email, password));
    },
    async answerOperatorTotp({ body: { challenge, code }, nowMs }) {
      await tryTotp(deps)('operators', challenge, nowMs);
      return told(await finishSignIn(deps)(challenge, code));
    },
    refreshOperatorSession: ({ body: { refreshToken } }) => refreshSignIn(deps)(refreshToken),
    signOutOperator: ({ caller }) => people.end(caller.personId, caller.sessionId),
    async signOutOperatorEverywhere({ caller }) {
      await people.end(caller.personId);
      await accounts.signOutEverywhere(caller.personId);
    },
    showOperator: async ({ caller: { personId, email, name, hasTotp } }) => ({
      personId,
      email,
      name,
      hasTotp,
    }),
  };
};
