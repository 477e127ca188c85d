import { z } from 'zod';
import { object, owner } from './task-fields';

const instant = z.iso.datetime({ precision: 3 }).meta({ format: 'date-time', maxLength: 24 });

/** A log-in on one device, without what it is proved with. */
export const Session = z
  .object({
    id: z.string().min(1).max(255).describe('`sid` of its tokens.'),
    current: z.boolean().describe('Whether it is the session of the token that asks.'),
    created_at: instant.describe('When somebody signed in.'),
    last_used_at: instant.describe('When its cookie was last used, to the day.'),
    expires_at: instant.describe('When it ends unless it is used before.'),
    user_agent: z.string().max(500).nullable().describe('The program, in its own words.'),
    ip_address: z.string().max(100).nullable().describe('Where somebody signed in.'),
  })
  .meta({
    id: 'Session',
    description: 'A log-in on one device.',
    examples: [
      {
        id: 'qCwgZ1jVb0nKxLr7uT3mYpE9sHaD2fOi',
        current: true,
        created_at: '2026-11-21T09:30:00.123Z',
        last_used_at: '2026-11-21T09:30:00.123Z',
        expires_at: '2026-11-28T09:30:00.123Z',
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
        ip_address: '192.0.2.7',
      },
    ],
  });
export type Session = z.infer<typeof Session>;

export const ListSessions = z.object(owner, object);
export const EndOtherSessions = z.object(owner, object);

export const EndSession = z.object(
  {
    ...owner,
    id: z
      .string('Session not found')
      .meta({ maxLength: 255, description: 'The id of the session.' }),
  },
  object,
);
