import { dynamoOperatorRows } from '../../functions/adapters/dynamodb/operator-rows.ts';
import { dynamoRequests } from '../../functions/adapters/dynamodb/requests.ts';
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
  const rows = dynamoOperatorRows(table, ids, clock, waiting);
  return createHandler({
    isFromDistribution: () => true,
    accounts,
    ...rows,
    switches: { owners: noSwitch, operators: noSwitch },
    secret: randomBytes32,
    sha256,
    looked: () => {},
    gate: operatorGate(admission(rows.people, 'operators', clock)),
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
