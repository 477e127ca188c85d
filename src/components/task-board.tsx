'use client';

import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { AccountBar } from './account-bar';
import { SignedIn } from './signed-in';
import { TaskList } from './task-list';

/** The tasks of whoever is signed in. */
export function TaskBoard() {
  return (
    <SignedIn>
      {(user) => (
        <NuqsAdapter>
          <AccountBar user={user} />
          <TaskList key={user.id} userId={user.id} />
        </NuqsAdapter>
      )}
    </SignedIn>
  );
}
