import { dynamoBusinessCreation } from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoQuarantine } from '../../../functions/adapters/dynamodb/quarantine.ts';
import { vendorQueue } from '../../../functions/adapters/sqs/vendor-queue.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { createBusiness } from '../../../functions/domain/business/create-business.ts';
import { releaseQuarantined } from '../../../functions/domain/vendor-event/release-quarantined.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { NAMES } from '../cloud/parts.ts';
import type { Universe } from './universe.ts';

/** Creates a business with us and at every vendor, as an operator does. */
export const openBusiness = async (universe: Universe, business: Business): Promise<void> => {
  const { table, waiting, sqs, s3 } = universe.operator('operator/create-business');
  const { billing, messaging, name, owner } = business;
  universe.stripe.addCustomer({ id: billing.stripeCustomerId, name, email: owner.email });
  universe.telnyx.addNumber(messaging.from, messaging.messagingProfileId);
  const messages = vendorQueue(NAMES, hashing, sqs, s3);
  await createBusiness({
    businesses: dynamoBusinessCreation(table, waiting),
    release: releaseQuarantined({ quarantine: dynamoQuarantine(table), messages }),
  })(business);
  universe.businesses.push(business);
};
