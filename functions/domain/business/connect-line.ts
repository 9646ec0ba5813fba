import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { Line } from './business.ts';
import type { LineConnection } from './ports.ts';
import { lineFaults } from './rules.ts';

/**
 * Gives a business its line: from here on it can be called, and what vendors have told of it before is released. Refuses
 * with the fields that are wrong, or where part of the line is another's; a repeat changes nothing.
 */
export const connectLine =
  (deps: { readonly lines: LineConnection; readonly release: Release }) =>
  async (businessId: BusinessId, line: Line): Promise<void> => {
    const fields = lineFaults(line);
    if (fields.length > 0) throw new Refusal('invalid_arguments', { fields });
    await deps.lines.connect(businessId, line);
    for (const name of namesOf(line)) await deps.release(name);
  };

/** By which names vendors may have told of it. */
export const namesOf = ({ agentIds, numbers, billing }: Line): readonly string[] => [
  ...agentIds.map(awaited.agent),
  ...numbers.map(awaited.number),
  awaited.stripeCustomer(billing.stripeCustomerId),
];
