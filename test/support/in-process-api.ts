import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { dynamoCodes } from '../../functions/adapters/dynamodb/codes.ts';
import { dynamoOfBusiness } from '../../functions/adapters/dynamodb/of-business.ts';
import { dynamoPeople } from '../../functions/adapters/dynamodb/people.ts';
import { dynamoReachability } from '../../functions/adapters/dynamodb/reachability.ts';
import { dynamoRequests } from '../../functions/adapters/dynamodb/requests.ts';
import { dynamoOpening, dynamoSettings } from '../../functions/adapters/dynamodb/settings.ts';
import { dynamoTeam } from '../../functions/adapters/dynamodb/team.ts';
import { healthRoutes } from '../../functions/contracts/api/health.ts';
import { peopleRoutes } from '../../functions/contracts/api/people.ts';
import { routeKey } from '../../functions/contracts/api/route.ts';
import { BusinessId } from '../../functions/contracts/ids.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { admission } from '../../functions/domain/person/admission.ts';
import type { Accounts } from '../../functions/domain/person/ports.ts';
import { createHandler as createOwner } from '../../functions/handlers/api/owner.ts';
import { createHandler as createPeople } from '../../functions/handlers/api/people.ts';
import { peopleGate } from '../../functions/runtime/gate.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { nonce } from '../../functions/runtime/nonce.ts';
import { randomBytes32 } from '../../functions/runtime/random-bytes.ts';
import { sayRefused } from '../../functions/runtime/refusals.ts';
import { sealedBy } from '../../functions/runtime/sealing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { OWN_ROWS, reaching, SCOPED_ROWS } from '../simulation/cloud/scopes.ts';
import type { Answered } from './api-document.ts';
import { inProcessOperator, OPERATOR_KEYS } from './in-process-operator.ts';
import { inProcessPartner, PARTNER_KEYS } from './in-process-partner.ts';
import type { MemoryTable } from './memory-database.ts';
import { someLimits } from './some-limits.ts';

/** What API Gateway hands over, as far as the handlers look at it. */
export type ApiEvent = {
  readonly routeKey: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly authorizer?: { readonly jwt: { readonly claims: Readonly<Record<string, unknown>> } };
  };
};

export type InProcessParts = {
  readonly table: MemoryTable;
  readonly accounts: Accounts;
  /** Of the other pool. Left out: as those of owners. */
  readonly operatorAccounts?: Accounts;
  readonly codeKeys: readonly string[];
  readonly nowMs: number;
  /** By its key, which begins with `transcripts/<business>/`. */
  readonly transcript: (key: string) => string | undefined;
};

/**
 * The functions of the API as they are deployed, called with API Gateway's events. Each reaches what its role does
 * (lib/features/owner-api.ts, people.ts), and a business's rows only by what was opened for that business.
 */
export const inProcessApi = ({
  table,
  accounts,
  operatorAccounts = accounts,
  codeKeys,
  nowMs,
  transcript,
}: InProcessParts) => {
  const clock = { now: () => nowMs };
  const ids = derivedIds(hashing);
  const ofOwners = table.reaching(reaching(OWN_ROWS['api/owner']));
  const ofPeople = table.reaching(reaching(OWN_ROWS['api/people']));
  const scope = (business: BusinessId) => table.reaching(reaching(SCOPED_ROWS['api/owner'], { business }));
  const teamScope = (business: BusinessId, person: string) =>
    table.reaching(reaching(SCOPED_ROWS['api/people'], { business, person }));
  const owner = createOwner({
    isFromDistribution: () => true,
    async of(business) {
      const own = scope(business);
      return {
        ...dynamoOfBusiness(own, { ids, clock, waiting }),
        recordingAddress: {
          sign: async ({ callId }) => `https://recordings.example/${business}/${callId}`,
        },
        archiveAddress: { sign: async ({ id }) => `https://archives.example/${business}/${id}` },
        transcripts: {
          async read(key) {
            if (!key.startsWith(`transcripts/${business}/`)) throw new Error('AccessDenied');
            const text = await transcript(key);
            return text === undefined ? undefined : { text };
          },
        },
      };
    },
    gate: peopleGate(admission(dynamoPeople(ofOwners, waiting), 'owners', clock)),
    requests: dynamoRequests(async ({ businessId }) => {
      if (businessId === undefined) throw new Error('every route of members names a business');
      return scope(businessId);
    }, hashing),
    limits: someLimits(undefined, ({ businessId }) => scope(BusinessId.parse(businessId))),
    subscriptions: { portal: async (customer) => ({ url: `https://billing.example/${customer}` }) },
    billingUrl: async (id) => `https://app.example/b/${id}/billing`,
    // As an agent that has nothing to say: what it says is the vendor's.
    rehearsals: {
      agent: { goOn: async () => ({ words: [] }) },
      offerKeys: async () => ['whatever offers are sealed with'],
      sayRefused,
    },
    seal: sealedBy(randomBytes32),
    liveUrl: 'wss://live.example/live',
    nonce,
    by: hashing,
    hashing,
    clock,
  });
  const people = dynamoPeople(ofPeople, waiting);
  const team = createPeople({
    isFromDistribution: () => true,
    accounts,
    people,
    codes: dynamoCodes(ofPeople, ids),
    teamOf: async (business, person) => dynamoTeam(teamScope(business, person), waiting),
    settingsFor: async (business, person) => dynamoSettings(teamScope(business, person), waiting),
    openingFor: async (business, person) => dynamoOpening(teamScope(business, person), waiting),
    gate: peopleGate(admission(people, 'owners', clock)),
    requests: dynamoRequests(
      async (holder) =>
        holder.businessId && 'personId' in holder ? teamScope(holder.businessId, holder.personId) : ofPeople,
      hashing,
    ),
    limits: someLimits(undefined, ({ businessId, personId }) =>
      businessId && personId ? teamScope(businessId, personId) : ofPeople,
    ),
    reachability: dynamoReachability(ofPeople),
    codeKeys: async () => codeKeys,
    by: hashing,
    hashing,
    ids,
    nonce,
    clock,
  });
  const operator = inProcessOperator({ table, accounts: operatorAccounts, codeKeys, clock });
  const partner = inProcessPartner({ table, clock });
  const ofTeam = new Set(Object.values({ ...peopleRoutes, ...healthRoutes }).map(routeKey));
  let invoked = 0;

  return {
    async ask(event: ApiEvent): Promise<Answered> {
      invoked += 1;
      const ofOthers = ofTeam.has(event.routeKey) ? team : owner;
      const ofPeopleAll = OPERATOR_KEYS.has(event.routeKey) ? operator : ofOthers;
      const handler = PARTNER_KEYS.has(event.routeKey) ? partner : ofPeopleAll;
      const context = { awsRequestId: String(invoked), functionName: 'api' } as Context;
      const answered: APIGatewayProxyStructuredResultV2 = await handler(event as never, context);
      return {
        status: answered.statusCode ?? 0,
        headers: answered.headers as Answered['headers'],
        text: answered.body ?? '',
      };
    },
  };
};
