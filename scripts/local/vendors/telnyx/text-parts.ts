const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');

export type TextSize = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly num_chars: number;
  readonly parts: number;
};

export const isGsm7 = (text: string): boolean =>
  [...text].every((character) => GSM_BASIC.has(character) || GSM_EXTENDED.has(character));

/** How a text travels: 160 septets in one part or 153 in each of several; 70 and 67 code units in UCS-2. */
export const measureText = (text: string, isUcs2Forced = false): TextSize => {
  const isGsm = !isUcs2Forced && isGsm7(text);
  const escaped = [...text].filter((character) => GSM_EXTENDED.has(character)).length;
  const units = isGsm ? text.length + escaped : text.length;
  const [single, joined] = isGsm ? [160, 153] : [70, 67];
  return {
    encoding: isGsm ? 'GSM-7' : 'UCS-2',
    num_chars: units,
    parts: units <= single ? 1 : Math.ceil(units / joined),
  };
};
