import { attribute, setMember, type WireItem, type WireValue } from '../wire.ts';
import { type Names, type Path, readPath, refuseOverlaps } from './path.ts';
import { readTokens } from './tokens.ts';

/** Keeps parts of an item. */
export type Projection = {
  /** Names of the attributes that parts are kept of. */
  readonly attributes: ReadonlySet<string>;
  keep(item: WireItem): WireItem;
};

type Branch = Map<string | number, Branch>;

const branchesOf = (paths: readonly Path[]): Branch => {
  const root: Branch = new Map();
  for (const path of paths) {
    let branch = root;
    for (const [depth, part] of path.entries()) {
      const known = branch.get(part);
      // An empty branch keeps all below it.
      if (known?.size === 0) break;
      const next: Branch = known ?? new Map();
      if (depth === path.length - 1) next.clear();
      branch.set(part, next);
      branch = next;
    }
  }
  return root;
};

const keepInValue = (value: WireValue, branch: Branch): WireValue | undefined => {
  if (branch.size === 0) return value;
  if (value.M) {
    const kept = keepInItem(value.M, branch);
    return Object.keys(kept).length > 0 ? { M: kept } : undefined;
  }
  if (!value.L) return undefined;
  const elements = value.L.flatMap((element, index) => {
    const below = branch.get(index);
    const kept = below && keepInValue(element, below);
    return kept ? [kept] : [];
  });
  return elements.length > 0 ? { L: elements } : undefined;
};

const keepInItem = (item: WireItem, branch: Branch): WireItem => {
  const kept: Record<string, WireValue> = {};
  for (const [name, below] of branch) {
    const value = attribute(item, String(name));
    const part = value && keepInValue(value, below);
    if (part) setMember(kept, String(name), part);
  }
  return kept;
};

/** Keeps what is at the paths; of lists the named elements only, closed up. */
export const projectionOf = (paths: readonly Path[]): Projection => {
  const root = branchesOf(paths);
  return {
    attributes: new Set(paths.map(([name]) => name as string)),
    keep: (item) => keepInItem(item, root),
  };
};

/** Compiles a ProjectionExpression; throws a ValidationException. */
export const compileProjection = (text: string, names: Names): Projection => {
  const tokens = readTokens('ProjectionExpression', text);
  const paths: Path[] = [];
  do paths.push(readPath(tokens, names));
  while (tokens.takeMark(','));
  if (tokens.peek().kind !== 'end') throw tokens.syntaxError();
  refuseOverlaps(tokens, paths);
  return projectionOf(paths);
};
