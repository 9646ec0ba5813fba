import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { RouteTable } from '../../functions/contracts/api/route.ts';
import type { PeoplePool } from '../constructs/people-pool.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';

/** Every route of the table at the function that answers them: open where the table says why, else behind the pool. */
export const addRoutes = (
  api: ServiceApi,
  routes: RouteTable,
  target: ServiceFunction,
  authorizer: HttpUserPoolAuthorizer,
): void => {
  for (const { method, at, access } of Object.values(routes)) {
    if (access.who === 'anyone') api.open(HttpMethod[method], at, target, access.why);
    else api.guarded(HttpMethod[method], at, target, authorizer);
  }
};

export const authorizerOf = (id: string, { pool, client }: PeoplePool): HttpUserPoolAuthorizer =>
  new HttpUserPoolAuthorizer(id, pool, { userPoolClients: [client] });
