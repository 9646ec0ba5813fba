import { fillFrom } from '../../../scripts/local/assembly/fill-placeholders.ts';
import { findResources } from '../../../scripts/local/assembly/find-resources.ts';
import { planDistributions } from '../../../scripts/local/assembly/plan-distributions.ts';
import type { Template } from '../../../scripts/local/assembly/read-assembly.ts';
import type { DistributionSpec } from '../../../scripts/local/cloudfront/distribution-spec.ts';

/** The distributions of these templates, by the names of their stacks; the secret's field `secret` is `s`. */
export const planned = (templates: Readonly<Record<string, Template>>): DistributionSpec[] => {
  const stacks = Object.entries(templates).map(([name, template]) => ({
    name,
    region: 'us-east-1',
    template,
    assets: new Map<string, string>(),
  }));
  const place = { region: 'us-east-1', accountId: '000000000000', gatewayUrl: 'http://127.0.0.1:9' };
  return planDistributions(findResources(stacks, place).resources, fillFrom({}, { secret: 's' }));
};
