/** A deep copy of plain data, as a vendor's answer is one of its books; several times faster than structuredClone. */
export const snapshot = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(snapshot) as T;
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) copy[name] = snapshot(inner);
  return copy as T;
};
