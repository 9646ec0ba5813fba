/** What differs between stages: read when the page opens, so that one build goes from dev to prod. */
export type Config = {
  readonly v: 1;
  /** `local`, `dev`, `staging`, `prod`. */
  readonly stage: string;
  /** Where owners write when they need a person. */
  readonly supportEmail: string;
};

const isConfig = (value: unknown): value is Config => {
  const given = value as Partial<Config> | null;
  return given?.v === 1 && typeof given.stage === 'string' && typeof given.supportEmail === 'string';
};

const KEPT = 'cloudgreet.config';

type Where = {
  readonly fetch: (url: string) => Promise<Pick<Response, 'json'>>;
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem'>;
};

const kept = (storage: Where['storage']): Config | undefined => {
  try {
    const config: unknown = JSON.parse(storage().getItem(KEPT) ?? 'null');
    return isConfig(config) ? config : undefined;
  } catch {
    // Written by another version, or a browser that lets nothing be kept.
    return undefined;
  }
};

const keep = (storage: Where['storage'], config: Config): void => {
  try {
    storage().setItem(KEPT, JSON.stringify(config));
  } catch {
    // Then it is not there offline.
  }
};

/**
 * Undefined where there is none, or none that is understood, as in a stage whose pages were put there by hand. Offline the
 * one of last time holds.
 */
export const readConfig = async (
  { fetch: ask, storage }: Where = { fetch: (url) => fetch(url), storage: () => localStorage },
): Promise<Config | undefined> => {
  let config: unknown;
  try {
    // As the page has it loaded beforehand, or that is not used. It is served to be asked for anew each time.
    config = await (await ask('/config.json')).json();
  } catch {
    return kept(storage);
  }
  if (!isConfig(config)) return undefined;
  keep(storage, config);
  return config;
};
