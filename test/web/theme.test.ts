import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { describe, expect, it } from 'vitest';
import { theme, variables } from '../../web/src/app/theme.ts';

const merged = mergeMantineTheme(DEFAULT_THEME, theme);

/** `#rgb` or `#rrggbb`, as WCAG 2 reckons how light it is. */
const luminance = (color: string): number => {
  const digits = color.slice(1).replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3');
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (text: string, ground: string): number => {
  const [lighter = 0, darker = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
};

describe.each(['light', 'dark'] as const)('colours in the %s theme [C1]', (scheme) => {
  const all: Readonly<Record<string, string>> = {
    ...defaultCssVariablesResolver(merged).variables,
    ...defaultCssVariablesResolver(merged)[scheme],
    ...variables(merged)[scheme],
  };
  const shadeOf = (name: string): string => {
    const value = String(all[`--mantine-color-${name}`]);
    const [, other] = /^var\(--mantine-color-([\w-]+)\)$/.exec(value) ?? [];
    return other === undefined ? value : shadeOf(other);
  };
  /** Of the page, and of a card upon it. */
  const grounds = [shadeOf('body'), shadeOf(scheme === 'dark' ? 'dark-6' : 'white')];
  const written = ['red', 'orange', 'yellow', 'green', 'blue'].flatMap((color) =>
    ['text', 'outline'].map((use) => `${color}-${use}`),
  );

  it.each([...written, 'dimmed', 'error', 'anchor'])('lets %s be read on a page and on a card', (name) => {
    for (const ground of grounds)
      expect(contrast(shadeOf(name), ground), `${shadeOf(name)} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
});
