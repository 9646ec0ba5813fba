import { Title, type TitleProps } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useMessages } from './use-messages.ts';
import { WholePhones } from './whole-phones.tsx';

/**
 * The heading of a screen, also in the browser's title. Whoever came here by keyboard or by ear begins at it, once what
 * it is the heading of is there.
 */
export const PageTitle = ({ title, size }: { readonly title: string; readonly size: TitleProps['size'] }) => {
  const { app } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  useEffect(() => {
    document.title = `${title} · ${app.name}`;
  }, [title, app]);
  useEffect(() => {
    if (path !== undefined) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <Title order={1} size={size} tabIndex={-1} id="page-title" ref={heading}>
      <WholePhones>{title}</WholePhones>
    </Title>
  );
};
