import { createHash } from 'node:crypto';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { dynamoKeyUses } from '../../functions/adapters/dynamodb/key-uses.ts';
import { dynamoPartnerKeys } from '../../functions/adapters/dynamodb/partner-keys.ts';
import { dynamoPartners } from '../../functions/adapters/dynamodb/partners.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { PartnerId, PartnerKeyId } from '../../functions/contracts/ids.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { keyAdmission } from '../../functions/domain/partner/admit-key.ts';
import { changePartnerState } from '../../functions/domain/partner/change-partner-state.ts';
import { createPartner } from '../../functions/domain/partner/create-partner.ts';
import { issueKey } from '../../functions/domain/partner/issue-key.ts';
import type { PartnerKey } from '../../functions/domain/partner/partner.ts';
import { revokeKey } from '../../functions/domain/partner/revoke-key.ts';
import { rotateKey } from '../../functions/domain/partner/rotate-key.ts';
import { hashing, sha256 } from '../../functions/runtime/hashing.ts';
import { randomBytes32 } from '../../functions/runtime/random-bytes.ts';
import { sameBytes } from '../../functions/runtime/signing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from './builders.ts';

export const OPERATOR = PersonId.parse('20a2ad14-0fa8-4fe1-863e-62be6f6ed813');

let made = 0;
/** What stands for a request that nobody has made before. */
export const anOccasion = (): string => {
  made += 1;
  return `occasion ${made}`;
};

/** What operators do with partners and their keys, and whom those keys let in, over one table. */
export const partnerKeysOf = (table: Table, clock: { now: number } = { now: MONDAY_MORNING }) => {
  const partners = dynamoPartners(table, waiting);
  const deps = { partners, ids: derivedIds(hashing), secret: randomBytes32, sha256 };
  const asked = (occasion: string) => ({ by: OPERATOR, occasion, nowMs: clock.now });
  /** A container that has seen nobody yet. */
  const aContainer = () =>
    keyAdmission({
      keys: dynamoPartnerKeys(table),
      sha256,
      isSame: sameBytes,
      clock: { now: () => clock.now },
    });
  const issue = (
    partner: PartnerId,
    wanted: Partial<Pick<PartnerKey, 'label' | 'scopes' | 'endsAt'>> = {},
    occasion = anOccasion(),
  ) => issueKey(deps)(partner, { label: 'server', scopes: ['businesses:read'], ...wanted }, asked(occasion));

  return {
    clock,
    partners,
    uses: dynamoKeyUses(table),
    aContainer,
    issue,
    aPartner: (occasion = anOccasion()) =>
      createPartner(deps)(
        { name: 'Trade Desk', email: 'desk@partner.example' },
        OPERATOR,
        occasion,
        clock.now,
      ),
    /** A key that holds, as it was shown. */
    async aKey(partner: PartnerId, wanted: Partial<Pick<PartnerKey, 'scopes' | 'endsAt'>> = {}) {
      const { key, secret = '' } = await issue(partner, wanted);
      return { key, secret };
    },
    rotate: (partner: PartnerId, key: PartnerKeyId, oldEndsAt?: string, occasion = anOccasion()) =>
      rotateKey(deps)(partner, key, oldEndsAt, asked(occasion)),
    revoke: (partner: PartnerId, key: PartnerKeyId) => revokeKey(partners)(partner, key, OPERATOR, clock.now),
    setState: (partner: PartnerId, state: 'active' | 'suspended') =>
      changePartnerState(partners)(partner, state, OPERATOR, clock.now),
  };
};

/** Whatever of a key could be found in a row, a line or an answer that must not have it. */
export const tracesOf = (secret: string): readonly string[] => [
  secret,
  secret.slice(-49, -6),
  Buffer.from(secret).toString('base64'),
  createHash('sha1').update(secret).digest('hex'),
];
