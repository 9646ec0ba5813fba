import { expect } from 'vitest';
import { dynamoTeam } from '../../functions/adapters/dynamodb/team.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { Role } from '../../functions/contracts/api/route.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { eventually } from './eventually.ts';
import { type WebApi, webApi } from './web-api.ts';
import type { FlowWorld } from './world.ts';

export const PASSWORD = 'correct horse battery';

type Tokens = { readonly accessToken: string; readonly refreshToken: string };

/** Somebody with an account, signed in. */
export type SignedIn = { readonly email: string; readonly personId: string; readonly tokens: Tokens };

/** People of one world, who read their e-mail. */
export const peopleOf = (world: FlowWorld) => {
  const api: WebApi = webApi(String(world.cloud.outputs.WebUrl));
  let made = 0;

  const mailTo = (email: string) => world.resend.emails().filter(({ to }) => to.includes(email));

  /** The code in the latest e-mail to that address; waits for as many e-mails as are said. */
  const codeFor = async (email: string, mails = 1): Promise<string> => {
    await eventually('the code to come', () => expect(mailTo(email)).toHaveLength(mails));
    const [, code = ''] =
      /code (?:is|for a new CloudGreet password is) (\d{4} \d{4})/.exec(String(mailTo(email).at(-1)?.text)) ??
      [];
    return code;
  };

  const signIn = async (email: string, password = PASSWORD): Promise<Tokens> => {
    const { status, body } = await api('POST', '/v1/sessions', { body: { email, password } });
    expect({ status, body }).toMatchObject({ status: 200, body: { outcome: 'signed-in' } });
    return (body as { tokens: Tokens }).tokens;
  };

  const signUp = async (email: string, name = 'Olivia Owner'): Promise<SignedIn> => {
    // The code may be there before the answer is.
    const mails = mailTo(email).length + 1;
    expect((await api('POST', '/v1/sign-up', { body: { email, name } })).status).toBe(202);
    const code = await codeFor(email, mails);
    const confirmed = await api('POST', '/v1/sign-up/confirm', { body: { email, code, password: PASSWORD } });
    expect(confirmed).toMatchObject({ status: 201 });
    const { personId } = confirmed.body as { personId: string };
    return { email, personId, tokens: await signIn(email) };
  };

  const aPerson = (): Promise<SignedIn> => {
    made += 1;
    return signUp(`person${made}@people.example`);
  };

  return { api, mailTo, codeFor, signIn, signUp, aPerson };
};

export type People = ReturnType<typeof peopleOf>;

/** A business as its owner describes it when it is opened. */
export const describedBusiness = (email: string) => ({
  name: 'Apex Heating & Air',
  trade: 'hvac',
  address: '410 Pecan St, Austin, TX 78701',
  worksAt: 'customer',
  zone: 'America/Chicago',
  owner: { email, phones: ['+15125550100'], transferNumber: '+15125550100' },
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:00', closes: '18:00' })),
  services: [{ id: 'repair', name: 'Repair', durationMinutes: 60 }],
  crews: [{ id: 'a', name: 'Sam' }],
});

/** Makes somebody an owner, or staff, of a business that exists, as opening it through the API would have. */
export const makeOwner = async (
  world: FlowWorld,
  businessId: BusinessId,
  person: SignedIn,
  role: Role = 'owner',
): Promise<void> => {
  const personId = PersonId.parse(person.personId);
  const at = '2026-11-01T00:00:00.000Z';
  const to = {
    v: 1,
    businessId,
    personId,
    email: person.email,
    name: 'Olivia Owner',
    role,
    since: at,
    version: 1,
  } as const;
  await dynamoTeam(world.table, waiting).move({
    businessId,
    personId,
    from: undefined,
    to,
    by: personId,
    at,
  });
};
