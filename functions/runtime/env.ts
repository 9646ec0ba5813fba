/** A variable the function cannot work without: its absence fails the cold start, by name. */
export const requiredEnv = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`missing environment variable ${name}`);
  return value;
};

export const optionalEnv = (name: string): string | undefined => process.env[name] || undefined;
