/** A broken promise: which one, and what shows it. */
export type Violation = { readonly invariant: string; readonly what: string };

export type Report = (invariant: string, what: string) => void;
