import type { CheckedSetting, VendorAnswer } from '../../functions/contracts/api/health.ts';
import { formOf, SECRET_FORMS, VARIABLE_FORMS } from '../../functions/contracts/setting-forms.ts';
import { isComplete } from '../../functions/domain/health/check-environment.ts';
import type { Say } from '../stage/say.ts';

const SAID: Readonly<Record<VendorAnswer, string>> = {
  answers: 'set, and its vendor takes it',
  refuses: 'set, and its vendor refuses it',
  unreachable: 'set; its vendor cannot be reached',
  unclear: 'set; its vendor does not say whether it takes it',
};

const told = ({ setting, present, wellFormed, vendor }: CheckedSetting): string => {
  if (!present) return 'missing';
  if (wellFormed) return vendor === undefined ? 'set' : SAID[vendor];
  const { says } = formOf({ ...SECRET_FORMS, ...VARIABLE_FORMS }, setting);
  return `not well-formed: has to be ${says}`;
};

const markOf = (setting: CheckedSetting): string => {
  if (!isComplete([setting])) return '✗';
  return setting.vendor === 'unreachable' || setting.vendor === 'unclear' ? '–' : '✓';
};

/** Says a line a setting, never its value; `false` where one is missing, malformed or refused. */
export const tellSettings = (settings: readonly CheckedSetting[], say: Say): boolean => {
  const widest = Math.max(...settings.map(({ setting }) => setting.length));
  for (const one of settings) say(`${markOf(one)} ${one.setting.padEnd(widest)}  ${told(one)}`);
  const wrong = settings.filter((one) => !isComplete([one])).length;
  say(
    wrong === 0
      ? `All ${settings.length} settings are there.`
      : `${wrong} of ${settings.length} settings need somebody: npm run secrets -- put NAME, npm run connect for platform, or lib/stages.ts.`,
  );
  return wrong === 0;
};
