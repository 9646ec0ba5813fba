import { dynamoOperators } from '../../../functions/adapters/dynamodb/operators.ts';
import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { dynamoTeam } from '../../../functions/adapters/dynamodb/team.ts';
import type { PersonId } from '../../../functions/contracts/api/people.ts';
import type { Role } from '../../../functions/contracts/api/route.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import type { Asked, Exchange, RouteName } from '../cloud/api.ts';
import { directTable } from '../cloud/direct-table.ts';
import { TABLE } from '../cloud/table-shape.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Universe } from './universe.ts';

const ids = derivedIds(hashing);
const PASSWORD = 'correct horse battery';

/** Somebody with an address, and perhaps an account, at a dashboard. */
export type Somebody = {
  readonly email: string;
  readonly name: string;
  password: string;
  personId: string | undefined;
  accessToken: string | undefined;
  refreshToken: string | undefined;
  /** Asks once, with the token that they have. */
  ask(route: RouteName, asked?: Asked): Promise<Exchange>;
  /** Asks until there is an answer that says more than that something went wrong; gives up after a few times. */
  insist(route: RouteName, asked?: Asked): Promise<Exchange>;
  /** False: it did not work. */
  signIn(): Promise<boolean>;
  /** The digits of the latest e-mail to them that came since; undefined: there was none in half an hour. */
  codeSince(atMs: number): Promise<string | undefined>;
};

export type People = {
  /** Somebody who has no account. */
  stranger(): Somebody;
  /** Somebody who has had an account for long, and a place in the team of the business. */
  member(role: Role, businessId: string): Promise<Somebody>;
  /** Whoever runs the product, signed in by an authenticator app. */
  operator(): Promise<Somebody>;
  /** The operators let this person in no more. */
  disable(somebody: Somebody): void;
};

const MOST_TRIES = 5;
const isTrouble = ({ status, answer }: Exchange): boolean =>
  status === undefined || status >= 500 || answer.title === 'request_running';

/** The people at their screens. */
export const createPeople = (universe: Universe, chance: Chance): People => {
  const { kernel, api, cognito, store } = universe;
  const table = directTable(store);
  const waiting = { pause: (milliseconds: number) => kernel.wait(milliseconds), chance: () => chance.next() };

  const stranger = (): Somebody => {
    const name = `p${chance.int(1_000_000_000)}`;
    const self: Somebody = {
      email: `${name}@people.example`,
      name,
      password: PASSWORD,
      personId: undefined,
      accessToken: undefined,
      refreshToken: undefined,
      ask: (route, asked = {}) => api.ask(route, { token: self.accessToken, ...asked }),
      async insist(route, asked) {
        for (let tried = 1; ; tried += 1) {
          const exchange = await self.ask(route, asked);
          if (!isTrouble(exchange) || tried === MOST_TRIES) return exchange;
          await kernel.wait(chance.pick([500, 3_000, 20_000, 50_000]));
        }
      },
      async signIn() {
        const { status, answer } = await self.insist('signIn', {
          token: undefined,
          body: { email: self.email, password: self.password },
        });
        const tokens = answer.tokens as Readonly<Record<string, string>> | undefined;
        if (status !== 200 || tokens === undefined) return false;
        self.accessToken = tokens.accessToken;
        self.refreshToken = tokens.refreshToken;
        return true;
      },
      async codeSince(atMs) {
        for (let waited = 0; waited < 90; waited += 1) {
          const mail = universe.resend
            .emails()
            .findLast(({ to, at }) => to.includes(self.email) && Date.parse(at) >= atMs);
          const digits = mail?.text?.match(/\b(\d{4}) (\d{4})\b/);
          if (digits) return `${digits[1]}${digits[2]}`;
          await kernel.wait(20_000);
        }
        return undefined;
      },
    };
    return self;
  };

  return {
    stranger,
    async member(role, businessId) {
      const self = stranger();
      const { email, name } = self;
      const id = cognito.enrolled(email, self.password) as PersonId;
      self.personId = id;
      const at = new Date(kernel.now).toISOString();
      const person = {
        v: 1,
        id,
        circle: 'owners',
        email,
        name,
        state: 'active',
        hasTotp: false,
        since: at,
      } as const;
      await dynamoPeople(table, waiting).create(person, ids.addressOf('owners', email));
      const to = {
        v: 1,
        businessId: businessId as BusinessId,
        personId: id,
        email,
        name,
        role,
        since: at,
        version: 1,
      } as const;
      await dynamoTeam(table, waiting).move({
        businessId: to.businessId,
        personId: id,
        from: undefined,
        to,
        by: id,
        at,
      });
      kernel.note(() => `${id} is ${role} of ${businessId}`);
      return self;
    },
    async operator() {
      const self = stranger();
      const { email, name, password } = self;
      const id = cognito.enrolled(email, password) as PersonId;
      self.personId = id;
      const since = new Date(kernel.now).toISOString();
      const person = {
        v: 1,
        id,
        circle: 'operators',
        email,
        name,
        state: 'active',
        hasTotp: true,
        since,
      } as const;
      await dynamoOperators(table, ids, waiting).create(person, ids.addressOf('operators', email));
      const { AuthenticationResult } = cognito.perform('AdminInitiateAuth', {
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }) as { readonly AuthenticationResult: { readonly AccessToken: string } };
      self.accessToken = AuthenticationResult.AccessToken;
      const session = String(cognito.verified(self.accessToken)?.origin_jti);
      const endsAt = new Date(kernel.now + 86_400_000).toISOString();
      await dynamoPeople(table, waiting).begin({ id: session, personId: id, since, endsAt, byTotp: true });
      kernel.note(() => `${id} is an operator`);
      return self;
    },
    disable({ personId }) {
      kernel.note(() => `${personId} is disabled`);
      const Key = universe.wire({ pk: `PERSON#${personId}`, sk: '0' });
      store.perform('UpdateItem', {
        TableName: TABLE,
        Key,
        UpdateExpression: 'SET #state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': { S: 'disabled' } },
      });
    },
  };
};
