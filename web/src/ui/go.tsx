import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link to a screen whose address is only known when it is shown, with what is looked for there. */
export const Go = ({
  to,
  search,
  ...rest
}: AnchorProps & {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>> | undefined;
  readonly children: ReactNode;
  readonly 'aria-label'?: string;
}) => <Anchor component={Link} to={to} {...(search && { search: search as never })} {...rest} />;
