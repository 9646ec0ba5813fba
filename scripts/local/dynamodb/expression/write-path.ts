import { invalid } from '../failure.ts';
import { attribute, setMember, type WireItem, type WireValue } from '../wire.ts';
import type { Path } from './path.ts';

const noSuchPlace = () =>
  invalid('The document path provided in the update expression is invalid for update');

type Change = (container: WireValue, last: string | number) => WireValue;

/** A copy of the value in which the container of a path's last part is changed. */
const within = (value: WireValue | undefined, path: Path, depth: number, change: Change): WireValue => {
  if (value === undefined) throw noSuchPlace();
  const part = path[depth] as string | number;
  if (depth === path.length - 1) return change(value, part);
  if (typeof part === 'number') {
    if (!value.L) throw noSuchPlace();
    const elements = [...value.L];
    elements[part] = within(elements[part], path, depth + 1, change);
    return { L: elements };
  }
  if (!value.M) throw noSuchPlace();
  const members: Record<string, WireValue> = { ...value.M };
  setMember(members, part, within(attribute(value.M, part), path, depth + 1, change));
  return { M: members };
};

const changed = (item: WireItem, path: Path, change: Change): WireItem =>
  within({ M: item }, path, 0, change).M as WireItem;

/** A copy of the item with a value at a path; behind a list's end it is appended. Throws where the path leads nowhere. */
export const withValue = (item: WireItem, path: Path, value: WireValue): WireItem =>
  changed(item, path, (container, last) => {
    if (typeof last === 'number') {
      if (!container.L) throw noSuchPlace();
      const elements = [...container.L];
      elements[Math.min(last, elements.length)] = value;
      return { L: elements };
    }
    if (!container.M) throw noSuchPlace();
    const members: Record<string, WireValue> = { ...container.M };
    setMember(members, last, value);
    return { M: members };
  });

/** A copy of the item with nothing at a path; throws where what the path ends in is not there. */
export const withoutValue = (item: WireItem, path: Path): WireItem =>
  changed(item, path, (container, last) => {
    if (typeof last === 'number') {
      if (!container.L) throw noSuchPlace();
      return { L: container.L.filter((_, index) => index !== last) };
    }
    if (!container.M) throw noSuchPlace();
    const members = { ...container.M };
    delete members[last];
    return { M: members };
  });
