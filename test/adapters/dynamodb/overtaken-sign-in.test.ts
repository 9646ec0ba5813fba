import { describe, expect, it } from 'vitest';
import type { Database, Table } from '../../../functions/adapters/dynamodb/client.ts';
import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { finishSignIn } from '../../../functions/domain/operator/sign-in.ts';
import type { Code } from '../../../functions/domain/person/code.ts';
import { enrol } from '../../../functions/domain/person/enrol.ts';
import { noteEpoch } from '../../../functions/domain/person/note-epoch.ts';
import type { Circle, Session } from '../../../functions/domain/person/person.ts';
import type { SignInStep } from '../../../functions/domain/person/ports.ts';
import { resetPassword } from '../../../functions/domain/person/reset-password.ts';
import { answerTotp, signIn } from '../../../functions/domain/person/sign-in.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { memoryTable } from '../../support/memory-database.ts';

const ids = derivedIds(hashing);
const EMAIL = 'olivia@apexhvac.example';
const OLIVIA = PersonId.parse('00000000-0000-4000-8000-000000000001');
const AT = new Date(MONDAY_MORNING).toISOString();

/** A person with an account whose sign-ins pass `step` by step: before each of them something may happen. */
const aPerson = async (circle: Circle, byTotp: boolean) => {
  const whole: Table = memoryTable([], () => MONDAY_MORNING).reaching(() => true);
  const people = dynamoPeople(whole, waiting);
  await people.create(
    { v: 1, id: OLIVIA, circle, email: EMAIL, name: 'Olivia', state: 'active', hasTotp: byTotp, since: AT },
    ids.addressOf(circle, EMAIL),
  );

  const steps: string[] = [];
  let before = async (_step: number): Promise<void> => {};
  const step = async (name: string): Promise<void> => {
    steps.push(name);
    await before(steps.length - 1);
  };
  const send = async (command: { readonly constructor: { readonly name: string } }) => {
    await step(command.constructor.name);
    return whole.db.send(command as never);
  };
  const watched = dynamoPeople({ db: { send } as unknown as Database, name: whole.name }, waiting);

  let password = 'old password';
  let begun = 0;
  const session = (): Session => ({ id: `session ${begun}`, personId: OLIVIA, since: AT, endsAt: AT });
  const signedIn = (): SignInStep => {
    begun += 1;
    return {
      kind: 'signed-in',
      tokens: { accessToken: `token ${begun}`, expiresInSeconds: 900 },
      session: session(),
    };
  };
  const accounts = {
    async signIn(_email: string, given: string): Promise<SignInStep> {
      await step('Cognito');
      if (given !== password) throw new Refusal('wrong_credentials');
      return byTotp ? { kind: 'totp-needed', challenge: 'a challenge of Cognito' } : signedIn();
    },
    async answerTotp(challenge: string, code: string): Promise<SignInStep> {
      await step('Cognito');
      if (challenge !== 'a challenge of Cognito' || code !== '123456') throw new Refusal('code_invalid');
      return signedIn();
    },
    refresh: () => Promise.reject(new Error('nobody refreshes here')),
    enrol: async (_email: string, to: string) => {
      password = to;
      return OLIVIA;
    },
    setPassword: async (_id: string, to: string): Promise<void> => {
      password = to;
    },
    signOutEverywhere: async () => {},
  };
  const codeKeys = async () => ['key'];
  const deps = {
    people: watched,
    accounts: noteEpoch({ accounts, people: watched, ids, by: hashing, codeKeys }, circle),
  };

  return {
    people,
    accounts,
    steps,
    /** Signs in, and does `meanwhile` before that step. Gives the session, undefined where nobody was let in. */
    async signInBut(at: number, meanwhile: () => Promise<unknown>): Promise<Session | undefined> {
      steps.length = 0;
      before = async (reached) => {
        if (reached !== at) return;
        before = async () => {};
        await meanwhile();
      };
      try {
        const first = await signIn(deps)(EMAIL, 'old password');
        if (first.kind === 'signed-in') return first.session;
        const answer = circle === 'operators' ? finishSignIn(deps) : answerTotp(deps);
        const last = await answer(first.challenge, '123456');
        return last.kind === 'signed-in' ? last.session : undefined;
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'wrong_credentials') throw error;
        return undefined;
      }
    },
    isOpen: async (its: Session): Promise<boolean> =>
      (await people.standing(OLIVIA, its.id)).session !== undefined,
  };
};
type World = Awaited<ReturnType<typeof aPerson>>;

const codeOf = (circle: Circle) => ({ addressId: ids.addressOf(circle, EMAIL), email: EMAIL }) as Code;
const ENDS: Readonly<Record<string, (world: World, circle: Circle) => Promise<unknown>>> = {
  'a sign-out everywhere': ({ people }) => people.end(OLIVIA),
  'a reset of the password': ({ people, accounts }, circle) =>
    resetPassword({ people, accounts, codes: { spend: async () => {} } })(codeOf(circle), 'new password'),
  'an enrolment by whoever reads the mail': ({ people, accounts }, circle) =>
    enrol({ people, accounts, ids })(circle, codeOf(circle), 'Olivia', 'new password', MONDAY_MORNING),
};
const WAYS = [
  ['by a password', 'owners', false, 5],
  ['by an app too', 'owners', true, 6],
  ['as an operator', 'operators', true, 6],
] as const;

describe.each(WAYS)('somebody who signs in %s', (_way, circle, byTotp, stepsOfAll) => {
  it('is in, and so is whoever signs in after everything was ended', async () => {
    const world = await aPerson(circle, byTotp);
    const first = await world.signInBut(99, async () => {});
    expect(world.steps).toHaveLength(stepsOfAll);
    await world.people.end(OLIVIA);
    const second = await world.signInBut(99, async () => {});

    expect(first && (await world.isOpen(first))).toBe(false);
    expect(second && (await world.isOpen(second))).toBe(true);
  });

  it.each(Object.entries(ENDS))(
    'is out after %s, before whichever step of theirs it comes',
    async (_name, end) => {
      const becomes: (string | undefined)[] = [];
      for (let at = 0; at < stepsOfAll; at += 1) {
        const world = await aPerson(circle, byTotp);
        const its = await world.signInBut(at, () => end(world, circle));
        const isAccepted = world.steps.slice(0, at).includes('Cognito');
        if (!isAccepted) continue;
        becomes.push(its === undefined ? 'refused' : (await world.isOpen(its)) ? 'in' : 'over');
      }

      // Only what comes before the very last write is seen too late to refuse it.
      expect(becomes).toEqual([...Array(stepsOfAll - 4).fill('refused'), 'over']);
    },
  );

  it('is in where everything was ended before they began', async () => {
    const world = await aPerson(circle, byTotp);
    const its = await world.signInBut(0, () => world.people.end(OLIVIA));

    expect(its && (await world.isOpen(its))).toBe(true);
  });
});

describe('the sessions of a person', () => {
  it('end by one write, those too of which nobody knew yet', async () => {
    const { people } = await aPerson('owners', false);
    const session = (id: string, epoch?: number): Session => ({
      id,
      personId: OLIVIA,
      since: AT,
      endsAt: AT,
      epoch,
    });
    await people.begin(session('open'));
    await people.end(OLIVIA);
    await people.begin(session('late', 0));
    await people.begin(session('later'));
    await people.begin(session('new', 1));

    const open = async (id: string) => (await people.standing(OLIVIA, id)).session?.id;
    expect(await Promise.all(['open', 'late', 'later', 'new'].map(open))).toEqual([
      undefined,
      undefined,
      undefined,
      'new',
    ]);
  });

  it('are looked for as long where nobody has the address', async () => {
    const asked: string[] = [];
    const whole = memoryTable([], () => MONDAY_MORNING).reaching((pk) => asked.push(pk) > 0);
    const people = dynamoPeople(whole, waiting);

    expect(await people.epochOf('nobodys')).toBe(0);
    expect(asked).toEqual(['ADDRESS#nobodys', 'PERSON#00000000-0000-0000-0000-000000000000']);
  });

  it('of nobody end without a word', async () => {
    const whole = memoryTable([], () => MONDAY_MORNING);
    await dynamoPeople(
      whole.reaching(() => true),
      waiting,
    ).end(OLIVIA);

    expect(whole.rows()).toEqual([]);
  });
});
