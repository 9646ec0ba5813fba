import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { cognitoAccounts } from '../../functions/adapters/cognito/accounts.ts';
import type { Accounts } from '../../functions/domain/person/ports.ts';
import type { FlowWorld } from './world.ts';

/** The accounts of the pools of one world, each found by the token of somebody who is in it. */
export const poolAccountsOf = ({ cloud }: FlowWorld) => {
  const { gatewayUrl: endpoint, region, credentials } = cloud;
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials });
  return {
    of(accessToken: string, nowMs: number): Accounts {
      const { iss, client_id: clientId } = decodeJwt(accessToken);
      const pool = { poolId: String(String(iss).split('/').at(-1)), clientId: String(clientId) };
      return cognitoAccounts({ ...pool, sessionDays: 30 }, { now: () => nowMs }, cognito);
    },
    close: (): void => cognito.destroy(),
  };
};
