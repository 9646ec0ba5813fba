import * as z from 'zod';
import type { RefusalCode } from '../refusal-codes.ts';

/** What a person may do at a business. */
export const Role = z.enum(['owner', 'staff']);
export type Role = z.infer<typeof Role>;

/** What a partner's key may be used for. */
export const PartnerScope = z.enum([
  'businesses:read',
  'businesses:write',
  'usage:read',
  'webhooks:read',
  'webhooks:write',
]);
export type PartnerScope = z.infer<typeof PartnerScope>;

/** Who may call a route. There is no default: a route that does not say does not compile. */
export type Access =
  /** Whoever reaches us; `why` it may be open. */
  | { readonly who: 'anyone'; readonly why: string }
  /** Whoever is signed in as owner or staff of anything, or of nothing yet. */
  | { readonly who: 'person' }
  /** A member, in one of these roles, of the business that the path names. To others that business does not exist. */
  | { readonly who: 'member'; readonly roles: readonly [Role, ...Role[]] }
  /** Whoever runs the product, signed in to the pool of operators with an authenticator app. */
  | { readonly who: 'operator' }
  /** A partner, by a key of theirs that has this scope, or by any that opens anything. */
  | { readonly who: 'partner'; readonly scope: PartnerScope | 'any' };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One operation of the HTTP API: the one source of its validation, its types, its place in API Gateway, the
 * dashboard's client and the OpenAPI document.
 */
export type Route = {
  readonly method: Method;
  /** `{names}` are the keys of `path`. */
  readonly at: `/v1/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Strict: a field that is not named here is refused by its name. */
  readonly body?: z.ZodObject;
  /** Creates something: needs an Idempotency-Key, under which a repeat gets the first answer. */
  readonly creates?: true;
  readonly status: 200 | 201 | 202 | 204;
  /** Nothing else ever leaves. */
  readonly answer?: z.ZodType;
  /** An optional field of the answer that is a secret: it is kept nowhere, so that a repeat is answered without it. */
  readonly toldOnce?: string;
  /**
   * Tokens of whoever asks (domain/limit/limits.ts). Left out: 1 to read, 5 to change something. 0: none are asked for,
   * and nothing but the API's own throttle holds.
   */
  readonly cost?: number;
  /** Makes us write to a mailbox that whoever asks has named: so much of it an unknown asker has a day. */
  readonly mails?: true;
  /** What it refuses with besides what every route may. */
  readonly refuses: readonly RefusalCode[];
};

export type RouteTable = Readonly<Record<string, Route>>;

/** As API Gateway spells it. */
export const routeKey = ({ method, at }: Pick<Route, 'method' | 'at'>): string => `${method} ${at}`;

export const ANY_ROLE = ['owner', 'staff'] as const;
export const OWNERS = ['owner'] as const;
