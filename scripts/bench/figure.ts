/** One figure of the bench, as `--json` prints it. */
export type Row = {
  /** What was measured, and beside what. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same of what it is measured beside; null where there is nothing. */
  readonly peer: number | null;
  /** `value / peer`. */
  readonly ratio: number | null;
  /** The most that the ratio may be, or the value where there is no peer; null: for information. */
  readonly goal: number | null;
  /** Whether the goal is kept. */
  readonly ok: boolean;
};

/** What the table says besides. */
export type Figure = Row & {
  /** Where the middle four fifths of the samples lie. */
  readonly spread?: readonly [number, number];
  /** The decision that says why a goal is missed. */
  readonly explained?: `ADR ${number}`;
};

type Measured = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: number;
  readonly goal?: number;
  readonly spread?: readonly [number, number];
  readonly explained?: `ADR ${number}`;
};

/** Holds a measurement to its goal: by its ratio where it has a peer, else as it is. */
export const figure = ({ name, value, unit, peer, goal, ...rest }: Measured): Figure => {
  const ratio = peer === undefined ? null : value / peer;
  return {
    name,
    value,
    unit,
    peer: peer ?? null,
    ratio,
    goal: goal ?? null,
    ok: goal === undefined || (ratio ?? value) <= goal,
    ...rest,
  };
};

export const rowOf = ({ name, value, unit, peer, ratio, goal, ok }: Figure): Row => ({
  name,
  value: rounded(value),
  unit,
  peer: peer === null ? null : rounded(peer),
  ratio: ratio === null ? null : rounded(ratio),
  goal,
  ok,
});

/** A goal that is missed and that no decision explains. */
export const isBroken = ({ ok, explained }: Figure): boolean => !ok && explained === undefined;

const SIGNIFICANT_DIGITS = 4;
const rounded = (value: number): number => Number(value.toPrecision(SIGNIFICANT_DIGITS));
