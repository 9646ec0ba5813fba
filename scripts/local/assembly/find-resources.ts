import type { Place } from './identities.ts';
import { createResolver, type Resolver } from './intrinsics.ts';
import type { Found, Resources } from './plan.ts';
import type { Stack } from './read-assembly.ts';

/** Every resource of the stacks with its properties resolved, and how one finds another. */
export const findResources = (
  stacks: readonly Stack[],
  place: Place,
): { readonly resolver: Resolver; readonly found: readonly Found[]; readonly resources: Resources } => {
  const resolver = createResolver(stacks, place);
  const found: Found[] = stacks.flatMap((stack) =>
    resolver.resources(stack).map(({ logicalId, resource, properties }) => ({
      logicalId,
      stackName: stack.name,
      type: resource.Type,
      properties,
      metadata: resource.Metadata ?? {},
      identity: resolver.identity(stack, logicalId),
    })),
  );
  const resources: Resources = {
    place,
    of: (type) => found.filter((one) => one.type === type),
    named: (type, refOrArn, asker) => {
      const match = found.find(
        ({ type: other, identity }) =>
          other === type &&
          (identity.ref === refOrArn || Object.values(identity.attributes).includes(String(refOrArn))),
      );
      if (!match)
        throw new Error(`${asker} refers to ${String(refOrArn)}, which is no ${type} of the assembly.`);
      return match;
    },
    assetFolder: (key) => stacks.map((stack) => stack.assets.get(key)).find((folder) => folder !== undefined),
  };
  return { resolver, found, resources };
};
