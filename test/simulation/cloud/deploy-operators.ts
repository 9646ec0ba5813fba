import { cognitoSwitch } from '../../../functions/adapters/cognito/account-switch.ts';
import { cognitoAccounts } from '../../../functions/adapters/cognito/accounts.ts';
import { dynamoCodes } from '../../../functions/adapters/dynamodb/codes.ts';
import { dynamoDirectory } from '../../../functions/adapters/dynamodb/directory.ts';
import { dynamoKeyUses } from '../../../functions/adapters/dynamodb/key-uses.ts';
import { dynamoLists } from '../../../functions/adapters/dynamodb/lists.ts';
import { dynamoOperators } from '../../../functions/adapters/dynamodb/operators.ts';
import { dynamoPartners } from '../../../functions/adapters/dynamodb/partners.ts';
import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { dynamoQuarantine } from '../../../functions/adapters/dynamodb/quarantine.ts';
import { dynamoRequests } from '../../../functions/adapters/dynamodb/requests.ts';
import { dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import { dynamoTeam } from '../../../functions/adapters/dynamodb/team.ts';
import { codeKeys } from '../../../functions/adapters/secrets/stage-secret.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { admission } from '../../../functions/domain/person/admission.ts';
import { createHandler } from '../../../functions/handlers/api/operator.ts';
import { operatorGate } from '../../../functions/runtime/gate.ts';
import { hashing, sha256 } from '../../../functions/runtime/hashing.ts';
import { log } from '../../../functions/runtime/log.ts';
import { limitsOver } from './limits-over.ts';
import { type Parts, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);

/** The function of operators over these parts. The simulated pool has no authenticator apps: their sign-in is not played here. */
export const operatorApi = (parts: Parts) => {
  const { table, clock, waiting, cognito, nonce } = parts;
  const people = dynamoPeople(table, waiting);
  const pool = cognitoSwitch('pool', cognito);
  return createHandler({
    isFromDistribution: () => true,
    accounts: cognitoAccounts({ poolId: 'pool', clientId: 'client', sessionDays: 1 }, clock, cognito),
    people,
    operators: dynamoOperators(table, ids, waiting),
    codes: dynamoCodes(table, ids),
    switches: { owners: pool, operators: pool },
    directory: dynamoDirectory(table),
    settings: dynamoSettings(table, waiting),
    team: dynamoTeam(table, waiting),
    lists: dynamoLists(table),
    quarantine: dynamoQuarantine(table),
    partners: dynamoPartners(table, waiting),
    keyUses: dynamoKeyUses(table),
    secret: () => Buffer.from(sha256(nonce()), 'hex'),
    sha256,
    looked: (look) => log.info('operator.looked', look),
    gate: operatorGate(admission(people, 'operators', clock)),
    requests: dynamoRequests(async () => table, hashing),
    limits: { ...limitsOver(() => table), fingerprintKeys: codeKeys(secretsOf(parts)) },
    codeKeys: codeKeys(secretsOf(parts)),
    by: hashing,
    hashing,
    ids,
    nonce,
    clock,
  });
};
