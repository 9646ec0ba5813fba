import { owner, people } from 'virtual:api-routes';
import { type ApiClient, apiClient, type Send } from '../../../functions/contracts/api/client.ts';
import type { Session } from '../session/session.ts';

export type OwnerApi = ApiClient<typeof owner>;
export type PeopleApi = ApiClient<typeof people>;

/** Longer than the API takes for anything. */
const PATIENCE_MS = 35_000;

export const sendOnce: Send = (url, { body, ...request }) =>
  fetch(url, { ...request, ...(body !== undefined && { body }), signal: AbortSignal.timeout(PATIENCE_MS) });

/** With the session's token; where it was ended elsewhere, the session hears of it. */
const sendSigned =
  (session: Session): Send =>
  async (url, request) => {
    const token = await session.freshToken();
    const headers = { ...request.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
    const answer = await sendOnce(url, { ...request, headers });
    if (answer.status === 401) session.refused(token);
    return answer;
  };

export const makeApi = (session: Session): { owner: OwnerApi; people: PeopleApi } => {
  const send = sendSigned(session);
  return { owner: apiClient(owner, '', send), people: apiClient(people, '', send) };
};
