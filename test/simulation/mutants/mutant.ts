/** A bug that somebody could write: one place of the product, written otherwise. */
export type Mutant = {
  readonly name: string;
  /** Below the project's folder. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Further places of the same file, where one alone is made good by another. */
  readonly also?: readonly { readonly find: string; readonly replace: string }[];
  /** The promises that it breaks: one of them has to catch it. */
  readonly breaks: readonly string[];
};
