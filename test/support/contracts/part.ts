import { parseBracketParams } from '../../../scripts/local/vendors/bracket-params.ts';
import type { Exchange } from '../../../scripts/local/vendors/traffic.ts';
import { isObject, type Schema } from './references.ts';
import { type Check, conformsTo } from './schema.ts';

/** A piece of traffic with what is said of it. */
export type Part = {
  /** `telnyx POST /v2/messages response 200`, `stripe webhook invoice.paid`. */
  readonly name: string;
  readonly value: unknown;
  /** undefined: nothing describes it. */
  readonly check: Check | undefined;
};

export type ExchangeContract = {
  /** `/v1/invoices/{invoice}`; the path itself where no contract knows it. */
  readonly route: string;
  readonly isForm?: boolean;
  /** Said of a request's headers: the shape of its credentials, its type. */
  readonly headers: Check;
  readonly query: Schema | Check | undefined;
  readonly request: Schema | Check | undefined;
  readonly responseOf: (status: number) => Schema | Check | undefined;
};

/** `{ 0: 'a', 1: 'b' }`, as a form's lists are read, becomes a list. */
const withLists = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const isList = names.length > 0 && names.every((name, index) => name === String(index));
  const entries = Object.entries(value).map(([name, inner]) => [name, withLists(inner)] as const);
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
};

export const formValue = (text: string): unknown => withLists(parseBracketParams(new URLSearchParams(text)));

/** What is no JSON stays text, which no schema of a body allows. */
export const jsonValue = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const asCheck = (said: Schema | Check | undefined, isForm = false): Check | undefined =>
  said === undefined || typeof said === 'function' ? said : conformsTo(said, { isForm });

/** A request's headers, query and body, and the answer to it. What is empty and has to be nothing is left out. */
export const partsOfExchange = (exchange: Exchange, contract: ExchangeContract): readonly Part[] => {
  const { vendor, method, query, rawBody, answer } = exchange;
  const name = (part: string): string => `${vendor} ${method} ${contract.route} ${part}`;
  const parts: Part[] = [{ name: name('headers'), value: exchange.headers, check: contract.headers }];
  if (query !== '' || contract.query !== undefined) {
    parts.push({ name: name('query'), value: formValue(query), check: asCheck(contract.query, true) });
  }
  if (rawBody !== '' || contract.request !== undefined) {
    const value = contract.isForm ? formValue(rawBody) : jsonValue(rawBody);
    parts.push({ name: name('request'), value, check: asCheck(contract.request, contract.isForm) });
  }
  if (answer !== undefined) {
    const status = answer.status >= 500 ? '5XX' : answer.status;
    const check = asCheck(contract.responseOf(answer.status));
    parts.push({ name: name(`response ${status}`), value: jsonValue(answer.rawBody), check });
  }
  return parts;
};

type Wanted = Readonly<Record<string, RegExp>>;

/** Headers that must be there and look so. */
export const headersLike =
  (wanted: Wanted): Check =>
  (value) =>
    Object.entries(wanted).flatMap(([name, shape]) => {
      const given = (value as Readonly<Record<string, string>>)[name];
      if (given === undefined) return [`header ${name} is missing`];
      return shape.test(given) ? [] : [`header ${name} must look like ${shape.source}, not ${given}`];
    });

export const bearer = /^Bearer \(secret\)$/;
