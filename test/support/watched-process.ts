/** For node: the vendors of a child process are held to their contracts, too; one that is broken ends it with another code. */
export const watched = [
  '--import',
  new URL('./watch-contracts-of-process.ts', import.meta.url).href,
] as const;
