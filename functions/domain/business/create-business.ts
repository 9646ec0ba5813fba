import { Refusal } from '../errors.ts';
import type { Release } from '../vendor-event/ports.ts';
import type { Business } from './business.ts';
import { namesOf } from './connect-line.ts';
import type { BusinessCreation } from './ports.ts';
import { lineFaults, profileFaults } from './rules.ts';

/**
 * Stores a new business with what the vendors call it, and releases what vendors have told of it before. Refuses with
 * the fields that are wrong; a repeat stores nothing and releases what is still waiting.
 */
export const createBusiness =
  (deps: { readonly businesses: BusinessCreation; readonly release: Release }) =>
  async (business: Business): Promise<void> => {
    const fields = [...profileFaults(business), ...lineFaults(business)];
    if (fields.length > 0) throw new Refusal('invalid_arguments', { fields });
    await deps.businesses.create(business);
    for (const name of namesOf(business)) await deps.release(name);
  };
