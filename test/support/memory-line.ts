import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { LeadDeps } from '../../functions/domain/agent/lead-numbers.ts';
import type { ImportedNumber } from '../../functions/domain/agent/ports.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { Described } from '../../functions/domain/business/ports.ts';
import { Refusal } from '../../functions/domain/errors.ts';

type Doing = <T>(step: string, effect: () => T) => Promise<T>;

/** A business as its owner describes it, which nobody can call yet. */
export const withoutLine = ({
  agentIds: _,
  numbers: __,
  messaging: ___,
  clearedForTexts: ____,
  ...described
}: Business): Described => described;

const never = (): never => {
  throw new Error('a business without a line has no numbers');
};
/** For a business that is published before it has a line. */
export const NO_LINE: Omit<LeadDeps, 'settings'> = {
  voiceNumbers: { find: never, import: never, bind: never },
  registry: { byNumber: never },
  lines: { addAgent: never },
};

/** The line of one business, at the voice vendor and in our registry, in memory; `doing` records and can cut off each step. */
export const memoryLine = (
  doing: Doing,
  isAgent: (agentId: string) => boolean,
  { id, agentIds, numbers }: Pick<Business, 'id' | 'agentIds' | 'numbers'>,
) => {
  const bound = new Map<string, ImportedNumber>();
  const owners = new Map<string, BusinessId>(numbers.map((number) => [number, id]));
  let known = agentIds;
  let isClosing = false;
  const written = (_: BusinessId, number: ImportedNumber) => {
    if (!isAgent(number.agentId))
      throw new Refusal('vendor_refused', { vendor: 'retell', because: 'absent' });
    bound.set(number.number, number);
  };
  const ports: Omit<LeadDeps, 'settings'> = {
    voiceNumbers: {
      find: (number) => doing('find number', () => bound.get(number)),
      import: (of, number) =>
        doing('import', () => {
          if (bound.has(number.number)) throw new Refusal('vendor_refused', { vendor: 'retell' });
          written(of, number);
        }),
      bind: (of, number) => doing('bind', () => written(of, number)),
    },
    registry: { byNumber: async (number) => owners.get(number) },
    lines: {
      addAgent: (_, agentId) =>
        doing('add agent', () => {
          if (isClosing) return 'no line';
          if (!known.includes(agentId)) known = [agentId, ...known];
          return 'added';
        }),
    },
  };
  return {
    ports,
    bound,
    owners,
    known: () => known,
    /** The business with its line as it is now. */
    of: (business: Business): Business => ({
      ...business,
      agentIds: known,
      numbers,
      ...(isClosing && { outOfService: 'closing' }),
    }),
    beginClosing: () => {
      isClosing = true;
    },
  };
};
