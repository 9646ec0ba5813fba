import type { CryptoKey, JWK } from 'jose';
import type { UserPoolPlan } from '../assembly/plan-user-pools.ts';
import type { AwsAnswer, AwsCall } from '../gateway/aws-call.ts';
import { awsError, awsJson } from '../gateway/aws-error.ts';
import { respondToAuthChallenge } from './operations/answer-challenge.ts';
import { clientOperations } from './operations/clients.ts';
import { userOperations } from './operations/manage-users.ts';
import { initiateAuth } from './operations/sign-in.ts';
import { softwareTokenOperations } from './operations/software-tokens.ts';
import { createPools, type Operation } from './pools.ts';
import { knowAll } from './read-input.ts';
import { Refusal } from './refusal.ts';
import { sign } from './tokens.ts';

export type UserPools = {
  answer(call: AwsCall): Promise<AwsAnswer>;
  /** What a token of this issuer that names this key must be signed with; undefined: nothing would do. */
  publicKey(issuer: string, kid: string): Promise<CryptoKey | undefined>;
  /** A token with these claims and no others, signed by the pool's own key: for tests of what is done with tokens. */
  signToken(
    poolId: string,
    claims: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ): Promise<string>;
  /** What AWS would publish at `/.well-known/jwks.json`. */
  jwks(poolId: string): Promise<{ readonly keys: readonly JWK[] }>;
};

const operations: Readonly<Record<string, Operation>> = {
  ...userOperations,
  ...softwareTokenOperations,
  ...clientOperations,
  AdminInitiateAuth: initiateAuth,
  AdminRespondToAuthChallenge: respondToAuthChallenge,
};

/** Cognito's user pools, as far as the README says. `now` is the local clock, in milliseconds since 1970. */
export const createUserPools = (plans: readonly UserPoolPlan[], now: () => number): UserPools => {
  const pools = createPools(plans, now);
  return {
    async answer(call) {
      const { action, input } = call;
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (!operation) {
        const message = `The local cloud does not know cognito-idp:${action}.`;
        return awsError(call, { code: 'UnknownOperationException', message });
      }
      try {
        knowAll(input, [...operation.takes, ...(operation.ignores ?? [])], action);
        return awsJson(await operation.run(input, pools));
      } catch (error) {
        if (error instanceof Refusal) return awsError(call, { code: error.code, message: error.message });
        throw error;
      }
    },
    async publicKey(issuer, kid) {
      const key = await pools.byIssuer(issuer)?.signingKey();
      return key?.kid === kid ? key.publicKey : undefined;
    },
    signToken: (poolId, claims, header) => sign(pools.get(poolId), claims, header),
    jwks: async (poolId) => ({ keys: [(await pools.get(poolId).signingKey()).jwk] }),
  };
};
