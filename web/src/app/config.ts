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

/** Undefined where there is none yet, as in a stage whose pages were put there by hand. Offline the one of last time holds. */
export const readConfig = async (): Promise<Config | undefined> => {
  try {
    const answer = await fetch('/config.json', { cache: 'no-cache' });
    const config: unknown = await answer.json();
    if (!isConfig(config)) return undefined;
    localStorage.setItem(KEPT, JSON.stringify(config));
    return config;
  } catch {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    return isConfig(kept) ? kept : undefined;
  }
};
