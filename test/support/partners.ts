import { expect } from 'vitest';
import { PartnerScope } from '../../functions/contracts/api/route.ts';
import { describedBusiness, type People, type SignedIn } from './people.ts';
import type { ApiRequest } from './web-api.ts';

/** A partner with a key, as it was shown. */
export type Partner = {
  readonly id: string;
  readonly name: string;
  readonly keyId: string;
  readonly secret: string;
};

export const ALL_SCOPES: readonly PartnerScope[] = PartnerScope.options;

/** A business that a partner opens for whoever has that address; its id. */
export const openFor = async (
  people: People,
  { secret }: Partner,
  email: string,
  differing: object = {},
): Promise<string> => {
  const body = { ...describedBusiness(email), ...differing };
  const key = `open-${email}`;
  const answer = await people.api('POST', '/v1/partner/businesses', { token: secret, key, body });
  expect(answer).toMatchObject({ status: 201 });
  return (answer.body as { businessId: string }).businessId;
};

/** Endpoints of a partner at a program that takes what it is told, and something that was told it. */
export const webhooksOf = async (people: People, { id, secret: token }: Partner, url: string) => {
  const at = '/v1/partner/webhook-endpoints';
  const register = async (key: string): Promise<string> => {
    const body = { url, events: ['business.live'] };
    const answer = await people.api('POST', at, { token, key: `${key}-${id}`, body });
    expect(answer).toMatchObject({ status: 201 });
    return (answer.body as { endpoint: { id: string } }).endpoint.id;
  };
  const [endpointId, spareEndpointId] = [await register('endpoint'), await register('endpoint-to-go')];
  const tried = await people.api('POST', `${at}/${endpointId}/test`, { token, key: `try-${id}` });
  expect(tried).toMatchObject({ status: 202 });
  return { endpointId, spareEndpointId, deliveryId: (tried.body as { id: string }).id };
};

/** Partners of one world, made by an operator over HTTP. */
export const partnersOf = (people: People, { tokens: { refreshToken } }: Pick<SignedIn, 'tokens'>) => {
  let made = 0;

  /** One that is good for minutes, however far the clock was moved. */
  const freshToken = async (): Promise<string> => {
    const { body } = await people.api('POST', '/v1/operator/sessions/refresh', { body: { refreshToken } });
    return (body as { accessToken: string }).accessToken;
  };

  const asOperator = async (method: string, path: string, request: ApiRequest = {}) =>
    people.api(method, `/v1/operator/partners${path}`, { token: await freshToken(), ...request });

  const aPartner = async (scopes: readonly PartnerScope[] = ALL_SCOPES): Promise<Partner> => {
    made += 1;
    const name = `Trade Desk ${made}`;
    const created = await asOperator('POST', '', {
      key: `make-partner-${made}`,
      body: { name, email: `desk${made}@partner.example` },
    });
    expect(created).toMatchObject({ status: 201, body: { state: 'active' } });
    const { id } = created.body as { id: string };
    const issued = await asOperator('POST', `/${id}/keys`, {
      key: `make-key-${made}`,
      body: { label: 'server', scopes },
    });
    expect(issued).toMatchObject({ status: 201 });
    const { key, secret } = issued.body as { key: { id: string }; secret: string };
    return { id, name, keyId: key.id, secret };
  };

  return { asOperator, aPartner };
};
