import * as z from 'zod/mini';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoPartnerBusinesses } from '../../adapters/dynamodb/partner-businesses.ts';
import { dynamoPartners } from '../../adapters/dynamodb/partners.ts';
import { dynamoWebhookDeliveries } from '../../adapters/dynamodb/webhook-deliveries.ts';
import { dynamoWebhookEndpoints } from '../../adapters/dynamodb/webhook-endpoints.ts';
import { systemResolve } from '../../adapters/webhook-delivery/endpoint-addresses.ts';
import { post } from '../../adapters/webhook-delivery/post.ts';
import { webhookSender } from '../../adapters/webhook-delivery/webhook-sender.ts';
import { DeliveryRequested, OnboardingAdvanced } from '../../contracts/events.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type FollowBusinessDeps, followBusiness } from '../../domain/partner-webhook/follow-business.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

const schema = z.discriminatedUnion('name', [OnboardingAdvanced, DeliveryRequested]);

export const createHandler = (deps: FollowBusinessDeps) =>
  createWorker({ schema, operate: followBusiness(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };

export const handler = createHandler({
  partners: dynamoPartners(table, waiting),
  businesses: dynamoPartnerBusinesses(table),
  endpoints: dynamoWebhookEndpoints(table, waiting),
  deliveries: dynamoWebhookDeliveries(table, ids),
  sender: webhookSender({
    resolve: systemResolve,
    allowLoopback: requiredEnv('STAGE') === 'local',
    connect: post,
    clock,
  }),
  ids,
  clock,
});
