import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Construct } from 'constructs';
import { ownerRoutes } from '../../functions/contracts/api/owner.ts';
import { BusinessScope, tagged } from '../constructs/business-scope.ts';
import { exportPrefix, recordingPrefix, transcriptPrefix } from '../constructs/raw-bucket.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { addRoutes } from './api-routes.ts';
import { limitsOf, listedRowsOf, rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/** What members of a business read and change of it: every row and object through credentials of that business alone. */
export class OwnerApi extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { platform: Platform; api: ServiceApi; authorizer: HttpUserPoolAuthorizer; liveUrl: string },
  ) {
    super(scope, id);
    const { house, table, secret, rawBucket } = props.platform;
    const owner = new ServiceFunction(this, 'Api', {
      house,
      handler: 'api/owner',
      timeout: Duration.seconds(15),
      memoryMb: 1024,
    })
      // Whether who asks is still a member. Nothing of a business: for that there is the scope.
      .allow(rowsOf(table, ['PERSON#*'], 'GetItem'))
      // Stripe's and Retell's keys, what offers are sealed with, and what owners may do on Stripe's pages.
      .allow(stageSecret(secret))
      .tell({
        RAW_BUCKET: rawBucket.bucketName,
        LIVE_URL: props.liveUrl,
        ...limitsOf(house),
        RETELL_API_URL: house.stage.retellUrl,
        STRIPE_API_URL: house.stage.stripeUrl,
        // The SDK would print notices into the logs of test mode.
        STRIPE_SUPPRESS_NOTICES: 'true',
      });
    const own = (rows: string) => [`BIZ#${tagged('business')}#${rows}`];
    new BusinessScope(this, 'Scope', {
      assumedBy: owner,
      tags: { business: 'biz_' },
      permissions: [
        rowsOf(table, own('*'), 'GetItem', 'Query'),
        listedRowsOf(table, own('*')),
        // Who of a page of customers takes no texts.
        rowsOf(table, own('CONSENT'), 'BatchGetItem'),
        // Settings, and the quarters that appointments take and free.
        rowsOf(table, own('SCHEDULE'), 'UpdateItem'),
        // That settings have changed, and an agent that an owner goes back to.
        rowsOf(table, own('AGENT'), 'UpdateItem'),
        // What people say of calls, and which recordings are kept.
        rowsOf(table, own('CALLS'), 'ConditionCheckItem', 'PutItem'),
        // Appointments that people make, move and cancel, with what is announced of them; that another fee stays billed.
        rowsOf(table, own('APPOINTMENTS'), 'ConditionCheckItem', 'PutItem', 'UpdateItem'),
        // What owners say against fees, with the allowance of the month.
        rowsOf(table, own('CONTESTS'), 'PutItem', 'UpdateItem'),
        // How far it has come, and what its owner says of it.
        rowsOf(table, own('ONBOARDING'), 'PutItem'),
        // What was asked for under an Idempotency-Key.
        rowsOf(table, own('REQUESTS'), 'DeleteItem', 'PutItem', 'UpdateItem'),
        // What members have asked for lately.
        rowsOf(table, own('LIMITS'), 'UpdateItem'),
        // Tickets of the live channel.
        rowsOf(table, own('LIVE'), 'PutItem'),
        // What is on record is added to and never taken away.
        rowsOf(table, own('AUDIT'), 'PutItem'),
        rowsOf(table, own('CHAIN'), 'UpdateItem'),
        {
          actions: ['s3:GetObject'],
          on: `${Stack.of(rawBucket).exportValue(rawBucket.bucketArn)}/${transcriptPrefix}${tagged('business')}/*`,
          whyEverything:
            'Transcripts have keys made of what they hold; the path before it is the business of the session.',
        },
        {
          actions: ['s3:GetObject'],
          on: `${Stack.of(rawBucket).exportValue(rawBucket.bucketArn)}/${recordingPrefix}${tagged('business')}/*`,
          whyEverything:
            'One object for each call; an address that opens it may do no more than who signs it.',
        },
        {
          actions: ['s3:GetObject'],
          on: `${Stack.of(rawBucket).exportValue(rawBucket.bucketArn)}/${exportPrefix}${tagged('business')}/*`,
          whyEverything:
            'One object for each archive; an address that opens it may do no more than who signs it.',
        },
      ],
    });
    addRoutes(props.api, ownerRoutes, owner, props.authorizer);
  }
}
