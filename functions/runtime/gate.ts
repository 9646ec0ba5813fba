import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Bearer, Caller, Operator, Partner } from '../contracts/api/answers.ts';
import { PersonId } from '../contracts/api/people.ts';
import type { Access, PartnerScope, Role } from '../contracts/api/route.ts';
import type { BusinessId } from '../contracts/ids.ts';
import { Refusal } from '../domain/errors.ts';

export type ApiEvent = APIGatewayProxyEventV2 & {
  readonly requestContext: {
    readonly authorizer?: { readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> } };
  };
};

/** Who asks for a route that is not open. */
export type Asker = Caller | Operator | Partner;

/**
 * Finds out who asks, and lets in whoever may. Refuses at once whoever shows nothing to go by; then, for the business
 * that the path names, whoever our own rows do not let in.
 */
export type Gate = (
  event: ApiEvent,
  access: Access,
) => (businessId: BusinessId | undefined) => Promise<Asker>;

/** Whose Idempotency-Keys they are. */
export const keyHolderOf = (asker: Asker) =>
  'partnerId' in asker ? { partnerId: asker.partnerId } : { personId: asker.personId };

/** By our own rows: refuses whom a token alone would let in. */
export type Admit = (
  bearer: Bearer,
  businessId: BusinessId | undefined,
) => Promise<{
  readonly person: { readonly email: string; readonly name: string; readonly hasTotp: boolean };
  readonly role: Role | undefined;
}>;

/** API Gateway has checked signature, issuer, audience and time; not what kind of token it is. */
const Claims = z.object({
  sub: PersonId,
  origin_jti: z.string().min(1).max(128),
  token_use: z.literal('access'),
});

const bearerOf = (event: ApiEvent): Bearer => {
  const claims = Claims.safeParse(event.requestContext.authorizer?.jwt?.claims);
  if (!claims.success) throw new Refusal('not_signed_in');
  return { personId: claims.data.sub, sessionId: claims.data.origin_jti };
};

const accountOf = (event: ApiEvent, bearer: Bearer, { person }: Awaited<ReturnType<Admit>>): Operator => {
  const accessToken = String(event.headers.authorization).replace(/^Bearer /i, '');
  return { ...bearer, accessToken, email: person.email, name: person.name, hasTotp: person.hasTotp };
};

/**
 * For owners and their staff. Whoever may not is told so; whoever is no member has been told that there is no such
 * business.
 */
export const peopleGate =
  (admit: Admit): Gate =>
  (event, access) => {
    const bearer = bearerOf(event);
    return async (businessId) => {
      const isTheirs = access.who === 'person' || access.who === 'member';
      // Who asks for what is an operator's or a partner's has come by the wrong door.
      if (!isTheirs) throw new Refusal('not_allowed');
      const admitted = await admit(bearer, businessId);
      const { role } = admitted;
      if (access.who === 'member' && !(role && access.roles.includes(role))) throw new Refusal('not_allowed');
      return { ...accountOf(event, bearer, admitted), role };
    };
  };

/** By our own rows: whose key it is that was shown. Refuses with `key_invalid`. */
export type AdmitKey = (shown: string) => Promise<Partner & { readonly scopes: readonly PartnerScope[] }>;

/** For partners: API Gateway lets everybody through to here. A key opens what its scopes name; whoever may not is told so. */
export const partnerGate =
  (admit: AdmitKey): Gate =>
  (event, access) => {
    const [, shown] = /^Bearer (\S{1,200})$/i.exec(event.headers.authorization ?? '') ?? [];
    if (shown === undefined) throw new Refusal('key_invalid');
    return async () => {
      const { scopes, ...partner } = await admit(shown);
      const mayAsk = access.who === 'partner' && (access.scope === 'any' || scopes.includes(access.scope));
      if (!mayAsk) throw new Refusal('not_allowed');
      return partner;
    };
  };

/** For operators, whom `admit` knows by a circle of their own. */
export const operatorGate =
  (admit: Admit): Gate =>
  (event, access) => {
    const bearer = bearerOf(event);
    return async () => {
      if (access.who !== 'operator') throw new Refusal('not_allowed');
      return accountOf(event, bearer, await admit(bearer, undefined));
    };
  };
