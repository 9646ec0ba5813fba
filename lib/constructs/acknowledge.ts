import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts one finding of cdk-nag on one construct and what is below it. The reason is for the next reviewer. */
export const acknowledge = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
};

/**
 * Accepts that a role may use everything below an ARN. `resource` ends with `*` and begins with an ARN of the same stack
 * or one from `Stack.exportValue`: cdk-nag names a finding by what the template will say.
 */
export const acknowledgeEverythingBelow = (construct: IConstruct, resource: string, reason: string): void => {
  acknowledge(
    construct,
    `AwsSolutions-IAM5[Resource::${asNagSpells(Stack.of(construct).resolve(resource))}]`,
    reason,
  );
};

const asNagSpells = (value: unknown): string => {
  // A policy variable, which cdk-nag takes for a reference.
  if (typeof value === 'string') return value.replaceAll(/\$\{([^}]+)\}/g, '<$1>');
  const {
    'Fn::Join': join,
    'Fn::GetAtt': attribute,
    'Fn::ImportValue': imported,
    Ref: reference,
  } = value as Record<string, unknown>;
  if (reference) return `<${String(reference)}>`;
  if (imported) return asNagSpells(imported);
  if (attribute) return `<${(attribute as string[]).join('.')}>`;
  const [separator, parts] = join as [string, unknown[]];
  return parts.map(asNagSpells).join(separator);
};
