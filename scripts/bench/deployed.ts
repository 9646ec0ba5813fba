import { App } from 'aws-cdk-lib';
import { addStacks } from '../../lib/stacks/add-stacks.ts';
import { readStage, type StageName } from '../../lib/stages.ts';
import type { Resource } from './idle-cost.ts';
import { readContext } from './project-root.ts';

type Template = { readonly Resources?: Readonly<Record<string, Resource>> };

/** Every resource of a stage's synthesised templates; the bundles are left out, which takes no esbuild. */
export const resourcesOf = (stage: StageName): Resource[] => {
  const context = { ...readContext(), 'aws:cdk:bundling-stacks': [] };
  const app = new App({ context, analyticsReporting: false });
  addStacks(app, readStage(stage));
  return app.synth().stacks.flatMap(({ template }) => Object.values((template as Template).Resources ?? {}));
};
