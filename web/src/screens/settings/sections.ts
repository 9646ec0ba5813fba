import {
  IconBell,
  IconCalendarTime,
  IconClock,
  IconDoorExit,
  IconFileZip,
  IconHistory,
  IconId,
  IconListDetails,
  IconMessage2,
  IconShieldLock,
  IconTool,
  IconUsers,
} from '@tabler/icons-react';
import type { Messages } from '../../messages/messages.ts';

export type SectionName = keyof Messages['settings']['sections'];

export type Section = {
  readonly section: SectionName;
  readonly icon: typeof IconBell;
  readonly ownersOnly?: true;
};

/** All sections, as they are listed. The name of one is also the end of its address. */
export const GROUPS: readonly {
  readonly group: keyof Messages['settings']['groups'];
  readonly sections: readonly Section[];
}[] = [
  {
    group: 'business',
    sections: [
      { section: 'profile', icon: IconId },
      { section: 'hours', icon: IconClock },
      { section: 'services', icon: IconTool },
      { section: 'crews', icon: IconListDetails },
      { section: 'booking', icon: IconCalendarTime },
    ],
  },
  {
    group: 'talk',
    sections: [
      { section: 'agent', icon: IconMessage2 },
      { section: 'notifications', icon: IconBell },
    ],
  },
  {
    group: 'people',
    sections: [
      { section: 'team', icon: IconUsers },
      { section: 'account', icon: IconShieldLock },
    ],
  },
  {
    group: 'records',
    sections: [
      { section: 'audit', icon: IconHistory, ownersOnly: true },
      { section: 'export', icon: IconFileZip, ownersOnly: true },
      { section: 'closing', icon: IconDoorExit },
    ],
  },
];
