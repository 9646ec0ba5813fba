type Plain = { [name: string]: unknown };

/** A deep copy of plain data, as a vendor's answer is one of its books; many times faster than structuredClone. */
export const snapshot = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(snapshot) as T;
  // Most of what is in books is text and numbers: all of it is copied at once, then the few objects inside.
  const copy = { ...value } as Plain;
  for (const name in copy) {
    const inner = copy[name];
    if (typeof inner === 'object' && inner !== null) copy[name] = snapshot(inner);
  }
  return copy as T;
};
