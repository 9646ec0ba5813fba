import { Duration } from 'aws-cdk-lib';
import type { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Construct } from 'constructs';
import { healthRoutes } from '../../functions/contracts/api/health.ts';
import { peopleRoutes } from '../../functions/contracts/api/people.ts';
import { BusinessScope, tagged } from '../constructs/business-scope.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { addRoutes } from './api-routes.ts';
import { limitsOf, rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

const PEOPLE = ['PERSON#*'];
const ADDRESSES = ['ADDRESS#*'];
const ASKERS = ['ASKER#*'];

/** Accounts, sessions and teams of owners and their staff. */
export class People extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { platform: Platform; api: ServiceApi; authorizer: HttpUserPoolAuthorizer },
  ) {
    super(scope, id);
    const { house, table, secret, owners } = props.platform;
    const people = new ServiceFunction(this, 'Api', {
      house,
      handler: 'api/people',
      timeout: Duration.seconds(15),
      memoryMb: 1024,
    })
      // Who somebody is, which sessions are open, where they are a member. Businesses' own rows only through the scope below.
      .allow(rowsOf(table, PEOPLE, 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'))
      // Codes: written when they are asked for, counted down with every guess, and by using one.
      .allow(rowsOf(table, ADDRESSES, 'GetItem', 'PutItem', 'UpdateItem'))
      // What a network has asked for that nobody is signed in from, and had us send.
      .allow(rowsOf(table, ASKERS, 'UpdateItem'))
      .tell(limitsOf(house))
      // The keys that codes are made with.
      .allow(stageSecret(secret))
      // Cognito's own sign-up and sign-in are off: this function is the only way in.
      .allow({
        actions: [
          'cognito-idp:AdminCreateUser',
          'cognito-idp:AdminGetUser',
          'cognito-idp:AdminInitiateAuth',
          'cognito-idp:AdminRespondToAuthChallenge',
          'cognito-idp:AdminSetUserMFAPreference',
          'cognito-idp:AdminSetUserPassword',
          'cognito-idp:AdminUserGlobalSignOut',
        ],
        on: owners.pool.userPoolArn,
        variables: {
          POOL_ID: owners.pool.userPoolId,
          POOL_CLIENT_ID: owners.client.userPoolClientId,
          SESSION_DAYS: String(owners.sessionDays),
        },
      });
    const own = (rows: string) => [`BIZ#${tagged('business')}#${rows}`];
    new BusinessScope(this, 'TeamScope', {
      assumedBy: people,
      tags: { business: 'biz_', person: '' },
      permissions: [
        rowsOf(table, own('TEAM'), 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
        // The other side of a membership is written with it.
        rowsOf(table, [`PERSON#${tagged('person')}`], 'DeleteItem', 'PutItem'),
        // What is on record is added to and never taken away.
        rowsOf(table, own('AUDIT'), 'PutItem'),
        rowsOf(table, own('CHAIN'), 'GetItem', 'UpdateItem'),
        // What members have asked for lately, and whom they have invited today.
        rowsOf(table, own('LIMITS'), 'UpdateItem'),
        rowsOf(table, own('REQUESTS'), 'DeleteItem', 'PutItem', 'UpdateItem'),
        rowsOf(table, own('SCHEDULE'), 'GetItem', 'PutItem'),
      ],
    });
    addRoutes(props.api, peopleRoutes, people, props.authorizer);
    // By what signs people in: it reads the table as that does, and who cannot sign in is who asks how we are.
    addRoutes(props.api, healthRoutes, people, props.authorizer);
  }
}
