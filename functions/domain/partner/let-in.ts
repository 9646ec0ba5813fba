import type { PartnerScope } from '../../contracts/api/route.ts';
import type { PartnerId, PartnerKeyId } from '../../contracts/ids.ts';
import { type KeyAdmissionDeps, keyAdmission } from './admit-key.ts';
import { noteUse } from './note-use.ts';
import type { KeyUses } from './ports.ts';

export type LetInDeps = KeyAdmissionDeps & {
  readonly keyUses: Pick<KeyUses, 'count' | 'note'>;
  /** For work that must not be in the way of what is asked for. */
  readonly aside: { start(work: Promise<unknown>): void };
};

type LetIn = {
  readonly partnerId: PartnerId;
  readonly keyId: PartnerKeyId;
  readonly scopes: readonly PartnerScope[];
};

/** Whom a key lets in, which is counted beside. Refuses with `key_invalid`. */
export const lettingIn = (deps: LetInDeps): ((shown: string) => Promise<LetIn>) => {
  const admit = keyAdmission(deps);
  const note = noteUse(deps.keyUses);
  return async (shown) => {
    const { key } = await admit(shown);
    deps.aside.start(note(key, deps.clock.now()));
    return { partnerId: key.partnerId, keyId: key.id, scopes: key.scopes };
  };
};
