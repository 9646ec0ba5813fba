import type { Path } from './path.ts';

/** What a SET action reads. */
export type SetOperand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: SetOperand }
  | { readonly kind: 'list_append'; readonly first: SetOperand; readonly second: SetOperand }
  | { readonly kind: '+' | '-'; readonly left: SetOperand; readonly right: SetOperand };

/** A parsed update expression. */
export type Update = {
  readonly sets: readonly { readonly path: Path; readonly to: SetOperand }[];
  readonly removes: readonly Path[];
  readonly adds: readonly { readonly path: Path; readonly value: string }[];
  readonly deletes: readonly { readonly path: Path; readonly value: string }[];
};
