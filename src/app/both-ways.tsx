const TASKS = [
  { title: 'Send the invoice', completed: false },
  { title: 'Call Sam', completed: false },
  { title: 'Water the plants', completed: true },
];

/** The same tasks as a page shows them and as a program gets them. */
export function BothWays() {
  return (
    <figure aria-label="The same tasks on the page and over the API" className="both-ways mt-14">
      <div className="card">
        <p className="mb-4 text-sm text-muted">On the page</p>
        <ul className="grid gap-4">
          {TASKS.map(({ title, completed }) => (
            <li key={title} className="flex items-start gap-3">
              <span aria-hidden className="checkbox" data-checked={completed} />
              <span className="task-title" data-completed={completed}>
                {title}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div className="card">
        <p className="mb-4 text-sm text-muted">Over the API</p>
        <pre className="font-mono text-[0.8125rem]/relaxed wrap-anywhere whitespace-pre-wrap">
          {`[${TASKS.map(writeTask).join(',\n ')}]`}
        </pre>
      </div>
    </figure>
  );
}

function writeTask({ title, completed }: (typeof TASKS)[number]): string {
  return `{ "title": "${title}",\n   "completed": ${completed} }`;
}
