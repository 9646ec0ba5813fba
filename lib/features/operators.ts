import { Duration } from 'aws-cdk-lib';
import type { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Construct } from 'constructs';
import { operatorRoutes } from '../../functions/contracts/api/operator.ts';
import { operatorAccountRoutes } from '../../functions/contracts/api/operator-account.ts';
import { partnerKeyRoutes } from '../../functions/contracts/api/partner-keys.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { dueIndex } from '../constructs/service-table.ts';
import { addRoutes } from './api-routes.ts';
import { limitsOf, listedRowsOf, onlyRowsOf, rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/** What those who run the product ask of it: behind a pool of their own, in a function that no owner's request reaches. */
export class Operators extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { platform: Platform; api: ServiceApi; authorizer: HttpUserPoolAuthorizer },
  ) {
    super(scope, id);
    const { house, table, secret, owners, operators } = props.platform;
    const operator = new ServiceFunction(this, 'Api', {
      house,
      handler: 'api/operator',
      timeout: Duration.seconds(15),
      memoryMb: 1024,
    })
      // Who somebody is and which sessions are open; what operators asked under an Idempotency-Key.
      .allow(rowsOf(table, ['PERSON#*'], 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'))
      .allow(rowsOf(table, ['OPERATORS'], 'PutItem', 'Query', 'UpdateItem'))
      // Codes: written when they are asked for, counted down with every guess, and by using one.
      .allow(rowsOf(table, ['ADDRESS#*'], 'GetItem', 'PutItem', 'UpdateItem'))
      // What is on record is added to and never taken away.
      .allow(rowsOf(table, ['OPERATIONS#AUDIT'], 'PutItem'))
      .allow(rowsOf(table, ['OPERATIONS#CHAIN'], 'GetItem', 'UpdateItem'))
      // Of businesses what its routes show: no customer, no appointment, no text, no bill, no transcript.
      // One that they suspend or close for its owner is written to: said here, seen to by a worker.
      .allow(rowsOf(table, ['BIZ#*#SCHEDULE'], 'GetItem', 'UpdateItem'))
      .allow(rowsOf(table, ['BIZ#*#ONBOARDING'], 'GetItem', 'PutItem', 'Query'))
      .allow(rowsOf(table, ['BIZ#*#CHAIN'], 'GetItem', 'UpdateItem'))
      .allow(rowsOf(table, ['BIZ#*#AUDIT'], 'PutItem'))
      .allow(rowsOf(table, ['BIZ#*#TEAM', 'BIZ#*#AUDIT', 'QUARANTINE'], 'Query'))
      .allow(rowsOf(table, ['BIZ#*#CALLS'], 'GetItem'))
      .allow(listedRowsOf(table, ['BIZ#*#CALLS']))
      .allow({
        actions: ['dynamodb:Query'],
        on: `${table.tableArn}/index/${dueIndex}`,
        conditions: onlyRowsOf(['BUSINESSES', 'CONTESTS']),
      })
      // Contested fees that no rule decides; the fee itself is a worker's to move.
      .allow(rowsOf(table, ['BIZ#*#CONTESTS'], 'DeleteItem', 'GetItem', 'UpdateItem'))
      // What a network has asked for that nobody is signed in from, and had us send.
      .allow(rowsOf(table, ['ASKER#*'], 'UpdateItem'))
      .tell(limitsOf(house))
      // Partners and their keys; what is counted of keys, to read.
      .allow(rowsOf(table, ['PARTNERS'], 'GetItem', 'PutItem', 'Query'))
      .allow(rowsOf(table, ['PARTNER#*'], 'PutItem', 'Query'))
      .allow(rowsOf(table, ['PARTNERKEY#*'], 'PutItem'))
      // The keys that codes are made with.
      .allow(stageSecret(secret))
      // The pool asks everybody for a code of an authenticator app; nothing here can turn that off for anybody.
      .allow({
        actions: [
          'cognito-idp:AdminCreateUser',
          'cognito-idp:AdminDisableUser',
          'cognito-idp:AdminEnableUser',
          'cognito-idp:AdminGetUser',
          'cognito-idp:AdminInitiateAuth',
          'cognito-idp:AdminRespondToAuthChallenge',
          'cognito-idp:AdminSetUserPassword',
          'cognito-idp:AdminUserGlobalSignOut',
        ],
        on: operators.pool.userPoolArn,
        variables: {
          POOL_ID: operators.pool.userPoolId,
          POOL_CLIENT_ID: operators.client.userPoolClientId,
          SESSION_DAYS: String(operators.sessionDays),
        },
      })
      // Owners and their staff are shut out here and let in again, and nothing else.
      .allow({
        actions: [
          'cognito-idp:AdminDisableUser',
          'cognito-idp:AdminEnableUser',
          'cognito-idp:AdminUserGlobalSignOut',
        ],
        on: owners.pool.userPoolArn,
        variables: { OWNERS_POOL_ID: owners.pool.userPoolId },
      });
    for (const routes of [operatorAccountRoutes, operatorRoutes, partnerKeyRoutes])
      addRoutes(props.api, routes, operator, props.authorizer);
  }
}
