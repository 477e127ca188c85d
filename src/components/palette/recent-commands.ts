import { recall, remember } from '@/components/ui/browser-memory';

const NAME = 'tandem.recent-commands';
const KEPT = 3;

/** The names of the commands that were used last in this browser, the last first. */
export function recentCommands(): string[] {
  return recall(NAME)?.split(' ') ?? [];
}

/** Makes a command the last used. */
export function noteCommand(name: string): void {
  const others = recentCommands().filter((other) => other !== name);
  remember(NAME, [name, ...others].slice(0, KEPT).join(' '));
}
