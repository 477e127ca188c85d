'use client';

import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useEffect } from 'react';
import { FirstDay } from '@/components/rows/use-today';
import { SignedIn, type SignedInProps } from '@/components/session/signed-in';
import { keepTimeZone } from './keep-time-zone';
import { TaskList } from './task-list';

interface TaskBoardProps extends Pick<SignedInProps, 'known'> {
  /** What the server takes for today. */
  day: string;
}

/** The tasks of whoever is signed in. */
export function TaskBoard({ known, day }: TaskBoardProps) {
  useEffect(keepTimeZone, []);
  return (
    <FirstDay value={day}>
      <SignedIn known={known}>
        {(user) => (
          <NuqsAdapter>
            <TaskList key={user.id} userId={user.id} />
          </NuqsAdapter>
        )}
      </SignedIn>
    </FirstDay>
  );
}
