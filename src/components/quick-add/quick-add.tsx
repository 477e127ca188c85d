import { type Ref, type RefObject, useEffect, useImperativeHandle, useMemo, useState } from 'react';
import { tagsOf } from '@/components/filters/filter-tasks';
import { useToday } from '@/components/rows/use-today';
import type { Task } from '@/contract/tasks';
import type { NewTask } from '@/outbox/command';
import { partsOf } from './parts';
import { readTask } from './read-task';
import { Recognised } from './recognised';
import { useLeaveKeys } from './use-leave-keys';

interface QuickAddProps {
  /** What was typed. */
  text: string;
  /** Where it was typed. */
  box: RefObject<HTMLInputElement | null>;
  /** Those whose tags are known. */
  tasks: Task[];
  announce: (news: string) => void;
  /** Given the task as it is shown. */
  ref: Ref<NewTask>;
}

/** Nothing is said before somebody has paused for so long, in milliseconds. */
const PAUSE_MS = 1_000;

/** What is recognised in the text of a new task, shown before it is added. */
export function QuickAdd({ text, box, tasks, announce, ref }: QuickAddProps) {
  const now = useToday();
  const tags = useMemo(() => tagsOf(tasks, null), [tasks]);
  const [kept, setKept] = useState<string[]>([]);
  // What is typed anew is recognised anew.
  const stillKept = kept.filter((words) => text.includes(words));
  if (stillKept.length < kept.length) setKept(stillKept);
  const typed = useMemo(() => readTask(text, { now, tags, kept }), [text, now, tags, kept]);
  const parts = partsOf(typed, now);
  const labels = parts.map(({ label }) => label).join(', ');
  useImperativeHandle(ref, () => typed.fields, [typed]);
  useLeaveKeys(box, typed, leave);
  useEffect(() => {
    if (!labels) return undefined;
    const timer = setTimeout(() => announce(`Recognised: ${labels}`), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [labels, announce]);

  function leave(words: string[]): void {
    setKept([...kept, ...words]);
    announce(`Stays in the title: ${words.join(' ')}`);
    box.current?.focus();
  }

  return (
    <div hidden={text.trim() === ''} className="min-h-8 basis-full content-center text-sm">
      {parts.length > 0 && <Recognised parts={parts} leave={leave} />}
      <p id="quick-add" hidden={parts.length > 0} className="text-muted">
        Try tomorrow, !1 (high) to !3 (low), #tag
      </p>
    </div>
  );
}
