import {
  Anchor,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type ModalProps,
  type NotificationProps,
} from '@mantine/core';
import { messages } from '../messages/messages.ts';

const blue: MantineColorsTuple = [
  '#e7f3fc',
  '#cfe4f6',
  '#9fc9ee',
  '#6bade6',
  '#4395df',
  '#2a86db',
  '#1971c2',
  '#1864ab',
  '#12548f',
  '#0b4576',
];

/** Every pair of text and ground reaches 4.5:1, in light and dark: a test looks at each screen. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 7 },
  colors: { blue },
  autoContrast: true,
  luminanceThreshold: 0.32,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // In the middle of text colour alone does not tell a link.
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    // These two by their names only: with them the first screen would load all that a dialog is made of.
    // The head of a dialog is none of the page.
    Modal: {
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        closeButtonProps: { 'aria-label': messages.app.close },
      } satisfies Partial<ModalProps>,
    },
    Notification: {
      defaultProps: {
        closeButtonProps: { 'aria-label': messages.app.close },
      } satisfies Partial<NotificationProps>,
      styles: { description: { color: 'var(--mantine-color-text)' } },
    },
  },
});

/** A colour that says how something stands, wherever it is written in: Mantine's own are too light on white. */
const asText = (shades: { readonly [Color in 'red' | 'orange' | 'yellow' | 'green' | 'blue']: string }) =>
  Object.fromEntries(
    Object.entries(shades).flatMap(([color, shade]) =>
      ['text', 'outline'].map((use) => [`--mantine-color-${color}-${use}`, shade]),
    ),
  );

/** Mantine's own greys for lesser text are too light for small print. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...asText({ red: '#c92a2a', orange: '#b23c06', yellow: '#8f5b00', green: '#227234', blue: '#1864ab' }),
    '--mantine-color-dimmed': '#565e66',
    '--mantine-color-placeholder': '#6a7178',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-anchor': '#1864ab',
  },
  dark: {
    ...asText({ red: '#ff8787', orange: '#ffa94d', yellow: '#ffd43b', green: '#69db7c', blue: '#74c0fc' }),
    '--mantine-color-dimmed': '#b3b7bd',
    '--mantine-color-placeholder': '#9ea3a9',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': '#74c0fc',
  },
});
