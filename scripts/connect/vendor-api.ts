import { formOf } from './form.ts';

/** A JSON object as a vendor wrote it. */
export type Fields = Readonly<Record<string, unknown>>;
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A vendor answered and did not do it. The message is a sentence of ours with the vendor's words, and holds no key. */
export class VendorSaidNo extends Error {
  override readonly name = 'VendorSaidNo';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** No answer came: what was asked for may have been done. */
export class VendorSilent extends Error {
  override readonly name = 'VendorSilent';
}

type Asked = { readonly query?: Readonly<Record<string, string>>; readonly body?: Fields };

/** Asks a vendor once; throws `VendorSaidNo` for a refusal, `VendorSilent` for no answer. */
export type VendorApi = (method: string, path: string, asked?: Asked) => Promise<Fields>;

export type VendorAccess = {
  readonly vendor: string;
  /** Where paths begin. */
  readonly url: string;
  readonly key: string;
  /** By which name the stage's secret holds it. */
  readonly setting: string;
  readonly encoding: 'form' | 'json';
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
};

const TIMEOUT_MS = 20_000;

/** Stripe's `error.message`, Telnyx's `errors[0].detail`, Resend's and Retell's `message`. */
const reasonIn = (answer: Fields): string => {
  const [first] = Array.isArray(answer.errors) ? answer.errors : [];
  const said = fieldsOf(answer.error).message ?? fieldsOf(first).detail ?? answer.message;
  return typeof said === 'string' ? said : 'it does not say why';
};

const parsed = (text: string): Fields => {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
};

export const vendorApi = (access: VendorAccess): VendorApi => {
  const { vendor, url, key, setting, encoding, headers, fetch: carry = globalThis.fetch } = access;
  const isForm = encoding === 'form';
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const saidNo = (status: number, answer: Fields, what: string): VendorSaidNo => {
    const reason = reasonIn(answer).replaceAll(key, '(key)').replace(/\.$/, '');
    if (status === 401 || status === 403)
      return new VendorSaidNo(
        status,
        `${vendor} does not let the stage's ${setting} do this (${what}): ${reason}.`,
      );
    return new VendorSaidNo(status, `${vendor} refused ${what} with ${status}: ${reason}.`);
  };
  return async (method, path, { query = {}, body } = {}) => {
    const what = `${method} ${path}`;
    const search = new URLSearchParams(query).toString();
    const answer = await carry(`${url}${path}${search && `?${search}`}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'user-agent': 'cloudgreet-connect',
        ...headers,
        ...(body && { 'content-type': type }),
      },
      ...(body && { body: isForm ? formOf(body) : JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new VendorSilent(`${vendor} did not answer ${what}: run it again.`, { cause: error });
    });
    const fields = parsed(await answer.text());
    if (!answer.ok) throw saidNo(answer.status, fields, what);
    return fields;
  };
};
