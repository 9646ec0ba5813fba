import type { Sender } from '../../functions/domain/provision/ports.ts';
import { inMemory, type Store } from './on-both-stores.ts';
import { onboardingWorld } from './onboarding-world.ts';
import { aSender } from './provision-world.ts';

const HOUR_MS = 60 * 60_000;

/** Where their PIN is texted, which is not the phone of the business. */
export const MOBILE = '+15125550177';
export const ANN = aSender({ ein: undefined, firstName: 'Ann', lastName: 'Lee', mobilePhone: MOBILE });

/** A line that answers, of somebody without a tax number. */
export const aSoleProprietor = async (store: Store = inMemory()) => {
  const world = await onboardingWorld(store);
  await world.allTheWay();
  const { say, goOn, vendors, clock, businessId } = world;
  const { made, ports } = vendors;
  const texting = async () => (await world.stepsNow()).steps.texting;
  const told = async () =>
    (await say('showOnboarding')).steps.find(({ name }) => name === 'texting') as { readonly says: string };
  const register = async (sender: Sender = ANN) => {
    await say('registerTexting', sender);
    await goOn();
  };
  const readBack = async (pin = made.pins.at(-1)?.pin) => {
    await say('provePin', { pin });
    await goOn();
  };
  const askAgain = async () => {
    await say('textPin');
    await goOn();
  };
  const becomes = (state: 'undelivered' | 'expired' | 'under-way') => {
    for (const [brandId, known] of made.pinStates) made.pinStates.set(brandId, { ...known, state });
  };
  /** Carriers agree to all that is before them. */
  const agreed = async () => {
    made.campaigns.set(businessId, { id: 'camp', standing: 'accepted' });
    for (let look = 0; look < 3; look += 1) {
      clock.pass(HOUR_MS + 1);
      await goOn();
    }
  };
  return { ...world, made, ports, texting, told, register, readBack, askAgain, becomes, agreed, store };
};
