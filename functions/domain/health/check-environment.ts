import type { CheckedSetting } from '../../contracts/api/health.ts';
import type { KeptSecret, VendorChecks } from './ports.ts';
import { type Held, secretSettings, variableSettings } from './settings-of.ts';

export type EnvironmentDeps = {
  readonly secret: KeptSecret;
  /** What functions of this stage are told besides addresses that CloudFormation makes, by name. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stage: string;
  readonly vendors: VendorChecks;
};

/** Nothing is missing, malformed or refused. A vendor that is away is no mistake of ours, and none that we can mend. */
export const isComplete = (settings: readonly CheckedSetting[]): boolean =>
  settings.every(({ present, wellFormed, vendor }) => present && wellFormed && vendor !== 'refuses');

const checked =
  (vendors: VendorChecks, all: readonly Held[]) =>
  async ({ setting, values, wellFormed }: Held): Promise<CheckedSetting> => {
    const [newest] = values;
    const said = { setting, present: newest !== undefined, wellFormed };
    const ask = Object.hasOwn(vendors, setting) ? vendors[setting] : undefined;
    // What has not the form of a key is shown to nobody: it may be another secret in the wrong place.
    if (ask === undefined || newest === undefined || !wellFormed) return said;
    const other = (name: string) => {
      const found = all.find((one) => one.setting === name);
      return found?.wellFormed ? found.values[0] : undefined;
    };
    return { ...said, vendor: await ask(newest, other) };
  };

/**
 * Every setting a stage needs: whether it is there, well-formed, and what its vendor says to it; all vendors are asked
 * at once. Only the newest of two live keys is shown to its vendor, because that is the one we use. Throws where the secret
 * cannot be read.
 */
export const checkEnvironment =
  ({ secret, variables, stage, vendors }: EnvironmentDeps) =>
  async (): Promise<readonly CheckedSetting[]> => {
    const all = [...secretSettings(await secret.read()), ...variableSettings(variables, stage)];
    return Promise.all(all.map(checked(vendors, all)));
  };
