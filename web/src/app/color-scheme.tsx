import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useMessages } from '../ui/use-messages.ts';

const CHOICES = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;

export const ColorScheme = () => {
  const { app } = useMessages();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{app.colorScheme}</Menu.Label>
      {CHOICES.map(([choice, Icon]) => (
        <Menu.Item
          key={choice}
          leftSection={<Icon size={16} aria-hidden />}
          onClick={() => setColorScheme(choice)}
          aria-current={colorScheme === choice}
          fw={colorScheme === choice ? 600 : 400}
        >
          {app[choice]}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
};
