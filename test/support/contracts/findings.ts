import type { Traffic } from '../../../scripts/local/vendors/traffic.ts';
import { notDescribed } from '../../contracts/not-described.ts';
import { partsOf } from './parts-of.ts';

export type Finding = {
  /** The part's name: who, what, and which status. */
  readonly part: string;
  readonly line: string;
};

/** Every breach of a contract, and everything that no contract describes and nobody has listed. */
export const findingsIn = (traffic: readonly Traffic[]): readonly Finding[] =>
  traffic.flatMap((piece) =>
    partsOf(piece).flatMap(({ name, value, check }): Finding[] => {
      if (check !== undefined)
        return check(value).map((wrong) => ({ part: name, line: `${name}: ${wrong}` }));
      if (name in notDescribed) return [];
      const line = `${name}: no contract describes it, and test/contracts/not-described.ts does not list it`;
      return [{ part: name, line }];
    }),
  );
