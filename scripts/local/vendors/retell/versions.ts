import type { Clock } from '../vendor-model.ts';

export type Version<Body> = {
  readonly version: number;
  /** The version that it was made from; the first one has none. */
  readonly base: number | undefined;
  readonly body: Body;
  readonly modifiedAt: number;
  /** The how-manieth publication it is; undefined: a draft. */
  readonly published: number | undefined;
};

/** An asset through its versions: a draft can be written, and what was published stays as it was for ever. */
export type Versions<Body> = {
  readonly id: string;
  all(): readonly Version<Body>[];
  latest(): Version<Body>;
  latestPublished(): Version<Body> | undefined;
  at(version: number): Version<Body> | undefined;
  /** Only for a draft. */
  write(version: number, changes: Partial<Body>): Version<Body>;
  publish(version: number): void;
  /** A new draft of what an older version says. */
  draft(version: number, base: number, changes?: Partial<Body>): void;
};

export const createVersions = <Body extends object>(
  id: string,
  clock: Clock,
  first: Body,
): Versions<Body> => {
  const versions = new Map<number, Version<Body>>();
  let publications = 0;
  const all = () => [...versions.values()].sort((a, b) => a.version - b.version);
  const mustBe = (version: number): Version<Body> => {
    const found = versions.get(version);
    if (found === undefined) throw new Error(`${id} has no version ${version}`);
    return found;
  };
  const put = (version: Version<Body>): Version<Body> => {
    versions.set(version.version, version);
    return version;
  };
  put({ version: 0, base: undefined, body: first, modifiedAt: clock.now(), published: undefined });

  return {
    id,
    all,
    at: (version) => versions.get(version),
    latest: () => all().at(-1) as Version<Body>,
    latestPublished: () =>
      all()
        .filter(({ published }) => published !== undefined)
        .sort((a, b) => (a.published ?? 0) - (b.published ?? 0))
        .at(-1),
    write(version, changes) {
      const before = mustBe(version);
      if (before.published !== undefined) throw new Error(`version ${version} of ${id} is published`);
      return put({ ...before, body: { ...before.body, ...changes }, modifiedAt: clock.now() });
    },
    publish(version) {
      publications += 1;
      put({ ...mustBe(version), published: publications });
    },
    draft(version, base, changes = {}) {
      const body = { ...mustBe(base).body, ...changes };
      put({ version, base, body, modifiedAt: clock.now(), published: undefined });
    },
  };
};
