import { secretSettings } from '../../functions/domain/health/settings-of.ts';
import type { Say } from '../stage/say.ts';
import type { OpenSecret } from './open-secret.ts';

const LIVE = ['missing', 'set', 'set, and one before it'];

/** Says of each setting whether it is there, never what it is. */
export const list = async (secret: OpenSecret, say: Say): Promise<void> => {
  const settings = secretSettings(await secret.read());
  const widest = Math.max(...settings.map(({ setting }) => setting.length));
  for (const { setting, values, wellFormed } of settings) {
    const state = LIVE[Math.min(values.length, 2)] ?? '';
    say(`${setting.padEnd(widest)}  ${state}${values.length > 0 && !wellFormed ? ', not well-formed' : ''}`);
  }
};
