/** `{{name}}` is filled; a variable that nobody gave stays as it is written. */
export const filled = (words: string, variables: Readonly<Record<string, string>>): string =>
  words.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (written, name: string) => variables[name] ?? written);
