import type { UserPoolClientPlan, UserPoolPlan } from '../assembly/plan-user-pools.ts';
import { type ChallengeSessions, createChallengeSessions } from './challenge-sessions.ts';
import type { Input } from './read-input.ts';
import { createRefreshTokens, type RefreshTokens } from './refresh-tokens.ts';
import { Refusal } from './refusal.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';
import { createUsers, type Users } from './users.ts';

/** A running pool: gone, with everybody in it, at the end of the process. */
export type Pool = {
  readonly plan: UserPoolPlan;
  readonly users: Users;
  readonly refreshTokens: RefreshTokens;
  readonly signingKey: () => Promise<SigningKey>;
};

export type Pools = {
  readonly now: () => number;
  readonly sessions: ChallengeSessions;
  /** Throws ResourceNotFoundException. */
  get(id: string): Pool;
  byIssuer(issuer: unknown): Pool | undefined;
  /** Throws ResourceNotFoundException. */
  clientOf(pool: Pool, clientId: string): UserPoolClientPlan;
  /** The pool that has the client. */
  byClient(clientId: string): Pool | undefined;
};

export type Operation = {
  /** Parameters that are looked at. */
  readonly takes: readonly string[];
  /** Parameters that only a trigger or threat protection would see, neither of which a pool has here. */
  readonly ignores?: readonly string[];
  run(input: Input, pools: Pools): object | Promise<object>;
};

export const createPools = (plans: readonly UserPoolPlan[], now: () => number): Pools => {
  const pools: Pool[] = plans.map((plan) => ({
    plan,
    users: createUsers(plan, now),
    refreshTokens: createRefreshTokens(),
    signingKey: createSigningKey(),
  }));
  return {
    now,
    sessions: createChallengeSessions(now),
    get(id) {
      const pool = pools.find(({ plan }) => plan.id === id);
      if (!pool) throw new Refusal('ResourceNotFoundException', `User pool ${id} does not exist.`);
      return pool;
    },
    byIssuer: (issuer) => pools.find(({ plan }) => plan.issuer === issuer),
    clientOf({ plan }, clientId) {
      const client = plan.clients.find((one) => one.clientId === clientId);
      if (!client)
        throw new Refusal('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
      return client;
    },
    byClient: (clientId) =>
      pools.find(({ plan }) => plan.clients.some((client) => client.clientId === clientId)),
  };
};
