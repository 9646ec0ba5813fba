import { dynamoCodes } from '../../functions/adapters/dynamodb/codes.ts';
import { dynamoPeople } from '../../functions/adapters/dynamodb/people.ts';
import { dynamoTeam } from '../../functions/adapters/dynamodb/team.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { acceptInvitation } from '../../functions/domain/person/accept-invitation.ts';
import { type Code, codeName } from '../../functions/domain/person/code.ts';
import { inviteToTeam } from '../../functions/domain/person/invite-to-team.ts';
import { listInvitations } from '../../functions/domain/person/list-invitations.ts';
import type { Person } from '../../functions/domain/person/person.ts';
import { withdrawInvitation } from '../../functions/domain/person/withdraw-invitation.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { nonce } from '../../functions/runtime/nonce.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { aBusiness, MONDAY_MORNING as NOW } from './builders.ts';
import type { Store } from './on-both-stores.ts';
import { anOccasion } from './partner-keys.ts';
import { someLimits } from './some-limits.ts';

export const ids = derivedIds(hashing);
export const OLIVIA = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60');
export const JO = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f61');
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** A team that invites Jo. */
export const aTeam = (table: Store) => {
  const businessId = ids.business(anOccasion());
  const email = `jo-${businessId.slice(-8)}@people.example`;
  const addressId = ids.addressOf('owners', email);
  const codes = dynamoCodes(table, ids);
  const people = dynamoPeople(table, waiting);
  const team = dynamoTeam(table, waiting);
  const { invitations } = team;
  const settings = { find: async () => aBusiness({ id: businessId }) };
  const deps = { codes, ids, nonce, people, team, settings, invitations, limits: someLimits() };
  const invitationId = ids.invitation(businessId, addressId);
  const person: Person = {
    v: 1,
    id: JO,
    circle: 'owners',
    email,
    name: 'Jo',
    state: 'active',
    hasTotp: false,
    since: new Date(NOW).toISOString(),
  };
  return {
    deps,
    businessId,
    email,
    invitationId,
    invite: (nowMs = NOW, differing: Partial<typeof deps> = {}) =>
      inviteToTeam({ ...deps, ...differing })({ businessId, email, role: 'staff', by: OLIVIA }, nowMs),
    list: (nowMs = NOW, of: BusinessId = businessId) => listInvitations(deps)(of, nowMs),
    withdraw: (nowMs = NOW, of: BusinessId = businessId, differing: Partial<typeof deps> = {}) =>
      withdrawInvitation({ ...deps, ...differing })({ businessId: of, invitationId, by: OLIVIA }, nowMs),
    code: async () => (await codes.find(addressId, codeName({ kind: 'invitation', businessId }))) as Code,
    take: (nowMs = NOW) => codes.takeTry(addressId, codeName({ kind: 'invitation', businessId }), nowMs),
    join: (code: Code) =>
      acceptInvitation({
        ...deps,
        accounts: {
          enrol: async () => JO,
          signOutEverywhere: async () => undefined,
        },
        people: { ...people, byAddress: async () => JO, find: async () => person },
        teamFor: async () => team,
      })(code, {}, NOW),
    async decided() {
      const rows = await table.rows();
      return rows.filter(({ pk }) => pk === `BIZ#${businessId}#AUDIT`).map(({ what }) => what);
    },
    async noted() {
      const rows = await table.rows();
      return rows.filter(({ pk, sk }) => pk === `BIZ#${businessId}#TEAM` && String(sk).startsWith('INV'));
    },
  };
};
