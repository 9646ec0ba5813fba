import { TOTP } from 'otpauth';
import { type ApiClient, apiClient } from '../../functions/contracts/api/client.ts';
import { operatorAccountRoutes } from '../../functions/contracts/api/operator-account.ts';
import { partnerRoutes } from '../../functions/contracts/api/partner.ts';
import { partnerKeyRoutes } from '../../functions/contracts/api/partner-keys.ts';
import { invite } from '../operator/invite.ts';
import { openOperators } from '../operator/open-operators.ts';
import { codeAfter, mailsTo } from './mailbox.ts';
import type { Place } from './place.ts';

/** What a partner's program asks for, by its key. */
export type PartnerProgram = ApiClient<typeof partnerRoutes>;

const OPERATOR = 'otto@cloudgreet.example';
const PASSWORD = 'only for the demo, 2026';

/** The first operator, as `npm run operator -- invite` makes one, signed in with an authenticator app; answers the token. */
const anOperator = async (place: Place): Promise<string> => {
  const { address, clock } = place;
  const api = apiClient(operatorAccountRoutes, address.webApiUrl, fetch, () => undefined);
  const before = (await mailsTo(place, OPERATOR)).length;
  const open = openOperators({
    name: 'this machine',
    table: address.tableName,
    clockOffsetMs: clock.offsetMs(),
    access: { endpoint: address.gatewayUrl, region: address.region, credentials: address.credentials },
  });
  try {
    await invite(open, () => undefined, { email: OPERATOR, name: 'Otto Operator', again: false });
  } finally {
    open.close();
  }
  const code = await codeAfter(place, OPERATOR, before);
  await api.acceptOperatorInvitation({ body: { email: OPERATOR, code, password: PASSWORD } });
  const step = await api.signInOperator({ body: { email: OPERATOR, password: PASSWORD } });
  if (step.outcome !== 'totp-to-set-up') throw new Error(`the demo's operator is asked for ${step.outcome}`);
  const totp = new TOTP({ secret: step.secret });
  const session = await api.answerOperatorTotp({
    body: { challenge: step.challenge, code: totp.generate({ timestamp: clock.now() }) },
  });
  if (session.outcome !== 'signed-in') throw new Error("the demo's operator is not let in");
  return session.tokens.accessToken;
};

/** Has an operator make a partner and its key, which is shown once; `onNews` hears of it. */
const aPartner = async (place: Place, onNews: (text: string) => void): Promise<PartnerProgram> => {
  const token = await anOperator(place);
  const { webApiUrl } = place.address;
  const desk = apiClient(partnerKeyRoutes, webApiUrl, fetch, () => token);
  const { id } = await desk.createPartner({
    key: 'demo-partner',
    body: { name: 'Trade Desk', email: 'desk@tradedesk.example' },
  });
  const { secret } = await desk.issuePartnerKey({
    path: { partnerId: id },
    key: 'demo-partner-key',
    body: { label: 'demo', scopes: ['businesses:read', 'businesses:write'] },
  });
  onNews('Otto, an operator with an authenticator app, makes Trade Desk a partner and gives it a key.');
  return apiClient(partnerRoutes, webApiUrl, fetch, () => secret);
};

const programs = new WeakMap<Place, Promise<PartnerProgram>>();

/** The program of the demo's one partner. */
export const partnerOf = (place: Place, onNews: (text: string) => void): Promise<PartnerProgram> => {
  const known = programs.get(place) ?? aPartner(place, onNews);
  programs.set(place, known);
  return known;
};
