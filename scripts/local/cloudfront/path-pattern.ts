/** Whether a path fits a behaviour's pattern: `*` is any characters, also none and slashes, `?` exactly one. Case counts. */
export const fitsPattern = (pattern: string, path: string): boolean => {
  const parts = pattern
    .replace(/^(?!\/)/, '/')
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${parts}$`, 's').test(path);
};
