import type { Place } from '../../scripts/local/assembly/identities.ts';
import { createResolver } from '../../scripts/local/assembly/intrinsics.ts';
import type { Stack, Template } from '../../scripts/local/assembly/read-assembly.ts';
import type { PolicyDocument } from './second-opinion.ts';

const place: Place = { region: 'us-east-1', accountId: '123456789012', gatewayUrl: 'https://sqs.invalid' };

/** Stacks from their templates by name, without the code of their functions. */
export const stacksFrom = (templates: readonly (readonly [name: string, template: Template])[]): Stack[] =>
  templates.map(([name, template]) => ({ name, region: undefined, template, assets: new Map() }));

export type RolePolicies = {
  readonly arn: string;
  readonly trust: PolicyDocument;
  readonly identity: readonly PolicyDocument[];
};

export type ResolvedStacks = {
  /** `Ref` and attributes of the resource whose logical id begins so. Throws when there is none or several. */
  identityOf(type: string, idStart: string): { readonly ref: string; readonly arn: string };
  /** The policies of the role whose logical id begins so. */
  roleNamed(idStart: string): RolePolicies;
};

/** Templates with their references replaced, as the local cloud reads them. */
export const resolveStacks = (stacks: readonly Stack[]): ResolvedStacks => {
  const resolver = createResolver(stacks, place);
  const all = stacks.flatMap((stack) =>
    resolver.resources(stack).map(({ logicalId, resource, properties }) => ({
      id: logicalId,
      type: resource.Type,
      properties,
      identity: () => resolver.identity(stack, logicalId),
    })),
  );
  const only = (type: string, idStart: string) => {
    const found = all.filter((one) => one.type === type && one.id.startsWith(idStart));
    const [first] = found;
    if (!first || found.length > 1) throw new Error(`${found.length} of ${type} begin with ${idStart}`);
    return first;
  };
  return {
    identityOf(type, idStart) {
      const { ref, attributes } = only(type, idStart).identity();
      return { ref, arn: String(attributes.Arn) };
    },
    roleNamed(idStart) {
      const { properties, identity } = only('AWS::IAM::Role', idStart);
      const { ref, attributes } = identity();
      const attached = all.filter(
        (one) => one.type === 'AWS::IAM::Policy' && ((one.properties.Roles ?? []) as unknown[]).includes(ref),
      );
      const inline = (properties.Policies ?? []) as { PolicyDocument: PolicyDocument }[];
      return {
        arn: String(attributes.Arn),
        trust: properties.AssumeRolePolicyDocument as PolicyDocument,
        identity: [
          ...inline.map(({ PolicyDocument }) => PolicyDocument),
          ...attached.map((one) => one.properties.PolicyDocument as PolicyDocument),
        ],
      };
    },
  };
};
