import type * as z from 'zod';
import type { PersonId } from './people.ts';
import type { Role, Route, RouteTable } from './route.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** Who bears a token that API Gateway has verified. */
export type Bearer = { readonly personId: PersonId; readonly sessionId: string };

/** Who asks, as API Gateway has verified and our own rows allow. */
export type Caller = Bearer & {
  readonly accessToken: string;
  readonly email: string;
  readonly name: string;
  readonly hasTotp: boolean;
  /** At the business that the path names, where it names one. */
  readonly role: Role | undefined;
};

/** A request that has passed everything its route asks for. */
export type Asked<R extends Route> = {
  readonly path: Parsed<R['path']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  readonly caller: R['access'] extends { who: 'anyone' } ? undefined : Caller;
  /** Stands for the Idempotency-Key in ids that are made of what happened. */
  readonly occasion: R extends { creates: true } ? string : undefined;
  readonly nowMs: number;
};

/** What may be handed over as an answer: whoever makes it need not let it be changed. */
type Frozen<T> = T extends string | number | boolean | null | undefined
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
