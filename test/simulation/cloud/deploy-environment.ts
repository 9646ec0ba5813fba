import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { admission } from '../../../functions/domain/person/admission.ts';
import { createHandler } from '../../../functions/handlers/api/environment.ts';
import { operatorGate } from '../../../functions/runtime/gate.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { limitsOver } from './limits-over.ts';
import { type Parts, secretsOf } from './parts.ts';

/** The function that tells operators how a stage is set up, over these parts. It asks no vendor here: nothing is simulated of that. */
export const environmentApi = (parts: Parts) => {
  const { table, clock, waiting } = parts;
  return createHandler({
    isFromDistribution: () => true,
    environment: {
      secret: secretsOf(parts),
      variables: {},
      stage: 'local',
      commit: 'simulated',
      vendors: {},
    },
    gate: operatorGate(admission(dynamoPeople(table, waiting), 'operators', clock)),
    limits: limitsOver(() => table),
    hashing,
    clock,
  });
};
