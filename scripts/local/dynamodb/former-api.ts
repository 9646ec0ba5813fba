import { invalid } from './failure.ts';
import type { Input } from './wire.ts';

/** What expressions have replaced (developer guide, "Legacy conditional parameters"). */
const FORMER = [
  'Expected',
  'AttributeUpdates',
  'ConditionalOperator',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
  'AttributesToGet',
];

/** Refuses a parameter that this store does not know: left out in silence, a condition would hold for everyone. */
export const refuseFormerApi = (input: Input): void => {
  const found = FORMER.find((field) => input[field] !== undefined);
  if (found) throw invalid(`The parameter ${found} of DynamoDB's former API is not supported here`);
};
