import type { Business } from '../business/business.ts';
import { type CapDeps, tallied } from '../limit/count-today.ts';
import type { Text } from './text.ts';

/**
 * Whether a text may be handed over today: the business's own day has room for it, and so has the stage's. A text counts
 * once, however often its handing over is tried; sent anew because it did not arrive, it is paid for anew and counts
 * again. Tried anew before it was ever claimed, it counts again with the stage, never less. Refuses with `busy_try_again`
 * where nobody can tell: what may cost money waits.
 */
export const hasRoomToday =
  (deps: CapDeps) =>
  async (
    business: Pick<Business, 'id' | 'zone' | 'dailyCaps'>,
    text: Text,
    nowMs: number,
  ): Promise<boolean> => {
    const holder = { kind: 'business', businessId: business.id } as const;
    const { texts, replies } = business.dailyCaps ?? {};
    const [cap, most] =
      text.kind === 'confirmation'
        ? (['texts of a business', texts] as const)
        : (['replies of a business', replies] as const);
    const effect = `${text.id} ${text.abandonedMessageId ?? ''}`;
    const ofBusiness = await tallied(deps)({ holder, cap, most, zone: business.zone }, effect, nowMs);
    if (ofBusiness === 'full') return false;
    // A text has its message from its first claim on, and is claimed only after the stage had room for it. One that was
    // counted here and never claimed may have met a stage that was full, or did not answer.
    if (ofBusiness === 'there' && text.message) return true;
    const ofStage = { holder: { kind: 'stage' }, cap: 'texts of the stage' } as const;
    return (await tallied(deps)(ofStage, undefined, nowMs)) !== 'full';
  };
