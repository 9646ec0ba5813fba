import { dynamoCodes } from '../../functions/adapters/dynamodb/codes.ts';
import { dynamoDirectory } from '../../functions/adapters/dynamodb/directory.ts';
import { dynamoKeyUses } from '../../functions/adapters/dynamodb/key-uses.ts';
import { dynamoLists } from '../../functions/adapters/dynamodb/lists.ts';
import { dynamoOperators } from '../../functions/adapters/dynamodb/operators.ts';
import { dynamoPartners } from '../../functions/adapters/dynamodb/partners.ts';
import { dynamoPeople } from '../../functions/adapters/dynamodb/people.ts';
import { dynamoQuarantine } from '../../functions/adapters/dynamodb/quarantine.ts';
import { dynamoRequests } from '../../functions/adapters/dynamodb/requests.ts';
import { dynamoSettings } from '../../functions/adapters/dynamodb/settings.ts';
import { dynamoTeam } from '../../functions/adapters/dynamodb/team.ts';
import { operatorRoutes } from '../../functions/contracts/api/operator.ts';
import { operatorAccountRoutes } from '../../functions/contracts/api/operator-account.ts';
import { partnerKeyRoutes } from '../../functions/contracts/api/partner-keys.ts';
import { routeKey } from '../../functions/contracts/api/route.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import type { AccountSwitch } from '../../functions/domain/operator/ports.ts';
import { admission } from '../../functions/domain/person/admission.ts';
import type { Accounts } from '../../functions/domain/person/ports.ts';
import { createHandler } from '../../functions/handlers/api/operator.ts';
import { operatorGate } from '../../functions/runtime/gate.ts';
import { hashing, sha256 } from '../../functions/runtime/hashing.ts';
import { nonce } from '../../functions/runtime/nonce.ts';
import { randomBytes32 } from '../../functions/runtime/random-bytes.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { OWN_ROWS, reaching } from '../simulation/cloud/scopes.ts';
import type { MemoryTable } from './memory-database.ts';
import { someLimits } from './some-limits.ts';

/** Whom API Gateway hands to the function of operators. */
export const OPERATOR_KEYS: ReadonlySet<string> = new Set(
  Object.values({ ...operatorAccountRoutes, ...operatorRoutes, ...partnerKeyRoutes }).map(routeKey),
);

/** Nobody is shut out at Cognito: of that no answer tells. */
const noSwitch: AccountSwitch = { disable: async () => {}, enable: async () => {} };

/** The function of operators as it is deployed, which reaches what its role does (lib/features/operators.ts). */
export const inProcessOperator = ({
  table: whole,
  accounts,
  codeKeys,
  clock,
}: {
  readonly table: MemoryTable;
  readonly accounts: Accounts;
  readonly codeKeys: readonly string[];
  readonly clock: { now(): number };
}) => {
  const ids = derivedIds(hashing);
  const table = whole.reaching(reaching(OWN_ROWS['api/operator']));
  const people = dynamoPeople(table, waiting);
  return createHandler({
    isFromDistribution: () => true,
    accounts,
    people,
    operators: dynamoOperators(table, ids, waiting),
    codes: dynamoCodes(table, ids),
    switches: { owners: noSwitch, operators: noSwitch },
    directory: dynamoDirectory(table),
    settings: dynamoSettings(table, waiting),
    team: dynamoTeam(table, waiting),
    lists: dynamoLists(table),
    quarantine: dynamoQuarantine(table),
    partners: dynamoPartners(table, waiting),
    keyUses: dynamoKeyUses(table),
    secret: randomBytes32,
    sha256,
    looked: () => {},
    gate: operatorGate(admission(people, 'operators', clock)),
    requests: dynamoRequests(async () => table, hashing),
    limits: someLimits(undefined, () => table),
    codeKeys: async () => codeKeys,
    by: hashing,
    hashing,
    ids,
    nonce,
    clock,
  });
};
