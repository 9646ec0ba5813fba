import { cognitoAccounts } from '../../../functions/adapters/cognito/accounts.ts';
import { dynamoCodes } from '../../../functions/adapters/dynamodb/codes.ts';
import type { TableOf } from '../../../functions/adapters/dynamodb/limit-rows.ts';
import { dynamoOfBusiness } from '../../../functions/adapters/dynamodb/of-business.ts';
import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { dynamoReachability } from '../../../functions/adapters/dynamodb/reachability.ts';
import { dynamoRequests } from '../../../functions/adapters/dynamodb/requests.ts';
import { dynamoOpening, dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import { dynamoTeam } from '../../../functions/adapters/dynamodb/team.ts';
import { retellPlayground } from '../../../functions/adapters/retell/playground.ts';
import { bucketTranscriptReader } from '../../../functions/adapters/s3/transcripts.ts';
import { codeKeys, offerKeys } from '../../../functions/adapters/secrets/stage-secret.ts';
import { billingPage } from '../../../functions/adapters/stripe/dashboard-pages.ts';
import { stripeSubscriptions } from '../../../functions/adapters/stripe/subscriptions.ts';
import { businessScope } from '../../../functions/adapters/sts/business-scope.ts';
import { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { admission } from '../../../functions/domain/person/admission.ts';
import { createHandler as owner } from '../../../functions/handlers/api/owner.ts';
import { createHandler as people } from '../../../functions/handlers/api/people.ts';
import { peopleGate } from '../../../functions/runtime/gate.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { sayRefused } from '../../../functions/runtime/refusals.ts';
import { limitsOver } from './limits-over.ts';
import { NAMES, type Parts, sealOf, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);
const POOL = { poolId: 'pool', clientId: 'client', sessionDays: 30 };

/** The function of people's accounts and teams over these parts. */
export const peopleApi = (parts: Parts) => {
  const { table, clock, waiting, cognito, sts, tableAs, nonce } = parts;
  const rows = dynamoPeople(table, waiting);
  const scope = businessScope({ roleArn: 'scope', open: tableAs, clock }, sts);
  const keys = codeKeys(secretsOf(parts));
  const reaching: TableOf = ({ businessId, personId }) =>
    businessId && personId ? scope({ business: businessId, person: personId }) : table;
  return people({
    isFromDistribution: () => true,
    accounts: cognitoAccounts(POOL, clock, cognito),
    people: rows,
    codes: dynamoCodes(table, ids),
    teamOf: async (business, person) => dynamoTeam(await scope({ business, person }), waiting),
    settingsFor: async (business, person) => dynamoSettings(await scope({ business, person }), waiting),
    openingFor: async (business, person) => dynamoOpening(await scope({ business, person }), waiting),
    gate: peopleGate(admission(rows, 'owners', clock)),
    requests: dynamoRequests(async (holder) => reaching(holder), hashing),
    limits: { ...limitsOver(reaching), fingerprintKeys: keys },
    reachability: dynamoReachability(table),
    codeKeys: keys,
    by: hashing,
    hashing,
    ids,
    nonce,
    clock,
  });
};

/** The function of what members of a business read and change over these parts. */
export const ownerApi = (parts: Parts) => {
  const { table, clock, waiting, sts, tableAs, s3As } = parts;
  const secrets = secretsOf(parts);
  const scope = businessScope(
    {
      roleArn: 'scope',
      open: (credentials) => {
        const own = tableAs(credentials);
        return {
          table: own,
          ...dynamoOfBusiness(own, { ids, clock, waiting }),
          recordingAddress: { sign: async () => 'https://recordings.sim' },
          archiveAddress: { sign: async () => 'https://archives.sim' },
          transcripts: bucketTranscriptReader(NAMES.bucket, s3As(credentials)),
        };
      },
      clock,
    },
    sts,
  );
  return owner({
    isFromDistribution: () => true,
    of: (business) => scope({ business }),
    gate: peopleGate(admission(dynamoPeople(table, waiting), 'owners', clock)),
    requests: dynamoRequests(async ({ businessId }) => {
      if (businessId === undefined) throw new Error('every route of members names a business');
      return (await scope({ business: businessId })).table;
    }, hashing),
    limits: limitsOver(
      async ({ businessId }) => (await scope({ business: BusinessId.parse(businessId) })).table,
    ),
    subscriptions: stripeSubscriptions({ apiUrl: 'https://stripe.sim', secrets, fetch: parts.fetch }),
    billingUrl: billingPage(secrets),
    rehearsals: {
      agent: retellPlayground({ apiUrl: 'https://retell.sim', secrets, fetch: parts.fetch }),
      offerKeys: offerKeys(secrets),
      sayRefused,
    },
    seal: sealOf(parts),
    liveUrl: 'wss://live.sim/live',
    nonce: () => {
      throw new Error('no dashboard is open here');
    },
    by: hashing,
    hashing,
    clock,
  });
};
