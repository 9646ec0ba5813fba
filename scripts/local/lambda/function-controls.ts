import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalCloud } from '../local-cloud.ts';
import type { LambdaHost, Mapping } from '../types.ts';

/** What people and tests do with functions by their name. `paused` is what schedules look at. */
export const functionControls = (
  plan: CloudPlan,
  host: LambdaHost,
  mappings: readonly Mapping[],
  paused: Set<string>,
): LocalCloud['functions'] => {
  const names = plan.functions.map(({ name }) => name);
  const known = (name: string): string => {
    if (!names.includes(name))
      throw new Error(`There is no function ${name}; there are ${names.join(', ')}.`);
    return name;
  };
  const ofFunction = (name: string): Mapping[] => mappings.filter((mapping) => mapping.functionName === name);
  return {
    names: () => [...names],
    async pause(name) {
      paused.add(known(name));
      for (const mapping of ofFunction(name)) mapping.pause();
      await host.rested(name);
    },
    resume(name) {
      paused.delete(known(name));
      for (const mapping of ofFunction(name)) mapping.resume();
    },
    async invoke(name, payload) {
      const result = await host.invoke(known(name), payload);
      if (result.ok) return result.payload;
      throw Object.assign(new Error(result.errorMessage), { name: result.errorType });
    },
    restart: (name) => host.kill(known(name)),
  };
};
