import { type ApiClient, ApiProblem } from '../../../../functions/contracts/api/client.ts';
import type { ownerRoutes } from '../../../../functions/contracts/api/owner.ts';

type OwnerApi = ApiClient<typeof ownerRoutes>;
export type Business = Awaited<ReturnType<OwnerApi['showBusiness']>>;
export type Changes = Omit<Parameters<OwnerApi['changeBusiness']>[0]['body'], 'settingsVersion'>;

/** What is there now is neither what was there when editing began nor what was sent: somebody else's. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
  readonly theirs: Business;
  constructor(theirs: Business) {
    super('settings were changed meanwhile');
    this.theirs = theirs;
  }
}

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Nobody can say whether it arrived: no answer came, or none of the API's own. */
const mayHaveArrived = (error: unknown): boolean => !(error instanceof ApiProblem) || error.status >= 500;

const MOST_TRIES = 4;

type Saving = {
  readonly send: (settingsVersion: number, changes: Changes) => Promise<Business>;
  readonly read: () => Promise<Business>;
  /** What a section shows of a business, as it would be sent. */
  readonly shownOf: (business: Business) => Changes;
  /** What was sent before and may have arrived: whatever of it is there now is nobody else's. */
  readonly mayBeOurs: readonly Changes[];
  readonly onMayHaveArrived: (changes: Changes) => void;
};

/**
 * Saves what one section shows, onto the copy that editing began with. What others changed in other sections is no reason
 * to ask anybody, nor is what came of an attempt whose answer was lost; anything else that is there now is: `ChangedMeanwhile`.
 */
export const saveSettings =
  ({ send, read, shownOf, mayBeOurs, onMayHaveArrived }: Saving) =>
  async (base: Business, changes: Changes): Promise<Business> => {
    let onto = base;
    for (let tries = 1; ; tries += 1) {
      try {
        return await send(onto.settingsVersion, changes);
      } catch (error) {
        const isLost = mayHaveArrived(error);
        if (isLost) onMayHaveArrived(changes);
        const isChanged = error instanceof ApiProblem && error.code === 'changed_meanwhile';
        if (!isLost && !isChanged) throw error;
        const now = isChanged ? await read() : await read().catch(() => undefined);
        if (now && isSame(shownOf(now), changes)) return now;
        if (!now || isLost) throw error;
        const shown = shownOf(now);
        const isOurs = isSame(shown, shownOf(base)) || mayBeOurs.some((sent) => isSame(shown, sent));
        if (!isOurs) throw new ChangedMeanwhile(now);
        if (tries >= MOST_TRIES) throw error;
        onto = now;
      }
    }
  };
