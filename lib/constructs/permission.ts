/** What one function may do, and how it is told where. */
export type Permission = {
  readonly actions: readonly [string, ...string[]];
  readonly on: string;
  /** Needed where `on` ends with `*`: why nothing narrower will do. */
  readonly whyEverything?: string;
  /** The variables through which the handler finds what it was just allowed to use. */
  readonly variables?: Readonly<Record<string, string>>;
};
