import type * as z from 'zod';
import type { PartnerId, PartnerKeyId } from '../ids.ts';
import type { PersonId } from './people.ts';
import type { Access, Role, Route, RouteTable } from './route.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** Who bears a token that API Gateway has verified. */
export type Bearer = { readonly personId: PersonId; readonly sessionId: string };

/** Somebody with an account, as API Gateway has verified and our own rows allow. */
export type Operator = Bearer & {
  readonly accessToken: string;
  readonly email: string;
  readonly name: string;
  readonly hasTotp: boolean;
};

/** An owner, or somebody of their staff. */
export type Caller = Operator & {
  /** At the business that the path names, where it names one. */
  readonly role: Role | undefined;
};

/** A partner's program, by the key that it showed. */
export type Partner = { readonly partnerId: PartnerId; readonly keyId: PartnerKeyId };

/** Who asks for a route that is behind this. */
export type CallerOf<Who extends Access['who']> = {
  anyone: undefined;
  person: Caller;
  member: Caller;
  operator: Operator;
  partner: Partner;
}[Who];

/** A request that has passed everything its route asks for. */
export type Asked<R extends Route> = {
  readonly path: Parsed<R['path']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  readonly caller: CallerOf<R['access']['who']>;
  /** Stands for the Idempotency-Key in ids that are made of what happened. */
  readonly occasion: R extends { creates: true } ? string : undefined;
  readonly nowMs: number;
};

/** What may be handed over: whoever makes it need not let it be changed. */
export type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : { readonly [Name in keyof T]: Frozen<T[Name]> };

/** What answers each route. A route without an answer, and an answer without a route, do not compile. */
export type Answers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: (
    asked: Asked<Table[Name]>,
  ) => Promise<Table[Name]['answer'] extends z.ZodType ? Frozen<z.input<Table[Name]['answer']>> : void>;
};
