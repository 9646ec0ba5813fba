import type { PersonId } from '../../contracts/api/people.ts';
import type { PartnerId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { foundPartner } from './found-partner.ts';
import { keyText } from './key-text.ts';
import { hasRoom, type PartnerKey } from './partner.ts';
import type { Partners } from './ports.ts';

export type IssueDeps = {
  readonly partners: Pick<Partners, 'find' | 'keys' | 'issue'>;
  readonly ids: DerivedIds;
  /** 32 bytes by chance. */
  readonly secret: () => Uint8Array;
  readonly sha256: (text: string) => string;
};

/** What is made of a request for a key: the new one, and what becomes of the one in whose place it is. */
export type Planned = {
  readonly key: Pick<PartnerKey, 'label' | 'scopes' | 'endsAt' | 'replaces'>;
  readonly replaced?: PartnerKey | undefined;
};

/** `secret`: the key itself, which is told this once. A repeat makes nothing and has none to tell. */
export type Issued = { readonly key: PartnerKey; readonly secret: string | undefined };

/** Several who change the same partner at once: each gets their turn. */
const READINGS = 5;

/**
 * Makes a key that `plan` decides on by the keys there are. `occasion` stands for the request: asked twice, there is one.
 * Refuses with `partner_not_found`, `too_many_keys`, `changed_meanwhile`, and as `plan` does.
 */
export const issuing =
  (deps: IssueDeps) =>
  async (
    partnerId: PartnerId,
    plan: (keys: readonly PartnerKey[]) => Planned,
    { by, occasion, nowMs }: { readonly by: PersonId; readonly occasion: string; readonly nowMs: number },
  ): Promise<Issued> => {
    const { partners, ids } = deps;
    const at = new Date(nowMs).toISOString();
    const id = ids.partnerKey(occasion);
    for (let reading = 1; reading <= READINGS; reading += 1) {
      // The partner first: a key that comes between raises the version that was read.
      const from = await foundPartner(partners, partnerId);
      const keys = await partners.keys(partnerId);
      const known = keys.find((key) => key.id === id);
      if (known) return { key: known, secret: undefined };
      const { key: planned, replaced } = plan(keys);
      const others = keys.map((key) => (key.id === replaced?.id ? replaced : key));
      if (!hasRoom(others, nowMs)) throw new Refusal('too_many_keys');
      const secret = keyText(id, deps.secret());
      const key: PartnerKey = { v: 1, id, partnerId, ...planned, hash: deps.sha256(secret), since: at };
      const to = { ...from, version: from.version + 1 };
      if ((await partners.issue({ from, to, key, replaced, by, at })) === 'done') return { key, secret };
    }
    throw new Refusal('changed_meanwhile');
  };

/** Makes a key. Refuses as `issuing` does, and with `invalid_arguments` where it would be over at once. */
export const issueKey =
  (deps: IssueDeps) =>
  async (
    partnerId: PartnerId,
    wanted: Pick<PartnerKey, 'label' | 'scopes' | 'endsAt'>,
    asked: { readonly by: PersonId; readonly occasion: string; readonly nowMs: number },
  ): Promise<Issued> => {
    const { label, scopes, endsAt } = wanted;
    if (endsAt !== undefined && Date.parse(endsAt) <= asked.nowMs)
      throw new Refusal('invalid_arguments', { fields: ['endsAt'] });
    return issuing(deps)(partnerId, () => ({ key: { label, scopes, endsAt } }), asked);
  };
