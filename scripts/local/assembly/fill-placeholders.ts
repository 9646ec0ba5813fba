import type { FillPlaceholders } from './plan.ts';

/** `{{resolve:secretsmanager:<ARN>:SecretString:<field>::}}`: of the current version, whichever that is. */
const secretReference = /\{\{resolve:secretsmanager:arn:[^}]+:SecretString:([\w-]+)::\}\}/g;

const fieldOf = (secret: object, name: string): string => {
  const value = (secret as Readonly<Record<string, unknown>>)[name];
  if (typeof value === 'string') return value;
  throw new Error(`The templates refer to field ${name} of the secret, which holds no such text.`);
};

/**
 * Puts in what a template cannot hold: `cloudgreet-local://name`, and fields of the secret, of which a cloud has one. As on
 * AWS a field is looked up when the cloud is deployed and then no more: `secret` is the one it started with. Throws, naming
 * it, for what has no value.
 */
export const fillFrom =
  (placeholders: Readonly<Record<string, string | (() => string)>>, secret: object): FillPlaceholders =>
  (template) => {
    const filled = template
      .replaceAll(/cloudgreet-local:\/\/([a-z0-9-]+)/g, (_, name: string) => {
        const value = placeholders[name];
        if (value === undefined)
          throw new Error(`The templates hold cloudgreet-local://${name}, which has no value.`);
        return typeof value === 'string' ? value : value();
      })
      .replaceAll(secretReference, (_, name: string) => fieldOf(secret, name));
    if (filled.includes('{{resolve:'))
      throw new Error(`The local cloud does not resolve ${/\{\{resolve:[^}]*\}\}/.exec(filled)?.[0]}.`);
    return filled;
  };
