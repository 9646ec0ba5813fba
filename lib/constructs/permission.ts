import type { Conditions } from 'aws-cdk-lib/aws-iam';

/** What one function may do, and how it is told where. */
export type Permission = {
  readonly actions: readonly [string, ...string[]];
  readonly on: string;
  /** Narrows it further, e.g. to rows whose key begins so. */
  readonly conditions?: Conditions;
  /** Needed where `on` ends with `*`: why nothing narrower will do. */
  readonly whyEverything?: string;
  /** The variables through which the handler finds what it was just allowed to use. */
  readonly variables?: Readonly<Record<string, string>>;
};
