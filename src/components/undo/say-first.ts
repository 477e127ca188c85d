import { afterPaint } from '@/components/ui/after-paint';

/** What is done to more of them takes noticeably long. */
const MANY = 500;

/** Does `work` on so many tasks; where that takes noticeably long, what `say` shows is seen before. */
export function sayFirst(count: number, say: () => void, work: () => void): void {
  if (count <= MANY) return work();
  say();
  // A toast comes a paint later.
  afterPaint(() => afterPaint(work));
}
