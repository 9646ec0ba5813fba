import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { partnerRoutes } from '../../functions/contracts/api/partner.ts';
import { partnerWebhookRoutes } from '../../functions/contracts/api/partner-webhooks.ts';
import { BusinessScope, tagged } from '../constructs/business-scope.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { limitsOf, listedRowsOf, rowsOf } from './grants.ts';
import type { Platform } from './platform.ts';

const WHY_OPEN =
  "Partners' programs have keys of ours and no tokens: the function checks the key of every request against our rows.";

/** What partners' programs ask for: opening businesses for others, and looking at those they have opened. */
export class PartnerApi extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform; api: ServiceApi }) {
    super(scope, id);
    const { house, table } = props.platform;
    const partner = new ServiceFunction(this, 'Api', {
      house,
      handler: 'api/partner',
      timeout: Duration.seconds(25),
      memoryMb: 1024,
    })
      // Whose a key is and what it opens; which businesses a partner has. It can make and change none of these.
      .allow(rowsOf(table, ['PARTNERS', 'PARTNERKEY#*', 'PARTNER#*'], 'GetItem'))
      .allow(rowsOf(table, ['PARTNER#*#BUSINESSES', 'PARTNER#*#USAGE'], 'Query'))
      // How often a key is used.
      .allow(rowsOf(table, ['PARTNER#*#USAGE'], 'UpdateItem'))
      // How much a key has asked for lately, and whom it has opened a business for today.
      .allow(rowsOf(table, ['PARTNER#*#LIMITS'], 'UpdateItem'))
      .tell(limitsOf(house))
      // What was asked for under an Idempotency-Key.
      .allow(rowsOf(table, ['PARTNER#*#REQUESTS'], 'DeleteItem', 'PutItem', 'UpdateItem'))
      // Where partners want to be told, and what they were told.
      .allow(rowsOf(table, ['PARTNER#*#WEBHOOKS'], 'DeleteItem', 'PutItem', 'Query', 'UpdateItem'))
      // The invitation of an owner, counted; the code itself is made by whoever sends it.
      .allow(rowsOf(table, ['ADDRESS#*'], 'GetItem', 'PutItem', 'UpdateItem'));
    const own = (rows: string) => [`BIZ#${tagged('business')}#${rows}`];
    new BusinessScope(this, 'Scope', {
      assumedBy: partner,
      tags: { business: 'biz_', partner: 'ptr_' },
      permissions: [
        // The settings, which are there from the opening on and are changed by members only.
        rowsOf(table, own('SCHEDULE'), 'GetItem', 'PutItem'),
        // Whether somebody owns it: from then on a partner says nothing for them.
        rowsOf(table, own('TEAM'), 'ConditionCheckItem', 'GetItem'),
        // How far it has come, and what its owner says of it to the partner.
        rowsOf(table, own('ONBOARDING'), 'PutItem', 'Query'),
        // That the partner has opened it.
        rowsOf(table, [`PARTNER#${tagged('partner')}#BUSINESSES`], 'PutItem'),
        // What is on record is added to and never taken away.
        rowsOf(table, own('AUDIT'), 'PutItem'),
        rowsOf(table, own('CHAIN'), 'GetItem', 'UpdateItem'),
        // What it used in a month is counted from these; nobody's name, number or words leave the function.
        rowsOf(table, [...own('CALLS'), ...own('APPOINTMENTS')], 'GetItem'),
        listedRowsOf(table, [...own('CALLS'), ...own('APPOINTMENTS')]),
      ],
    });
    for (const { method, at } of Object.values({ ...partnerRoutes, ...partnerWebhookRoutes }))
      props.api.selfGuarded(HttpMethod[method], at, partner, WHY_OPEN);
  }
}
