import { cognitoSwitch } from '../../../functions/adapters/cognito/account-switch.ts';
import { cognitoAccounts } from '../../../functions/adapters/cognito/accounts.ts';
import { dynamoOperatorRows } from '../../../functions/adapters/dynamodb/operator-rows.ts';
import { dynamoRequests } from '../../../functions/adapters/dynamodb/requests.ts';
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
  const rows = dynamoOperatorRows(table, ids, clock, waiting);
  const pool = cognitoSwitch('pool', cognito);
  return createHandler({
    isFromDistribution: () => true,
    accounts: cognitoAccounts({ poolId: 'pool', clientId: 'client', sessionDays: 1 }, clock, cognito),
    ...rows,
    switches: { owners: pool, operators: pool },
    secret: () => Buffer.from(sha256(nonce()), 'hex'),
    sha256,
    looked: (look) => log.info('operator.looked', look),
    gate: operatorGate(admission(rows.people, 'operators', clock)),
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
