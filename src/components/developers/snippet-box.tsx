import { CopyButton } from './copy-button';

interface SnippetBoxProps {
  name: string;
  hint: string;
  code: string;
  /** The code as it is shown, which may hide the token. */
  seen: string;
}

/** A program to copy. */
export function SnippetBox({ name, hint, code, seen }: SnippetBoxProps) {
  return (
    <article aria-label={name}>
      <div className="to-copy">
        <div>
          <h3 className="font-medium">{name}</h3>
          <p className="text-muted">{hint}</p>
        </div>
        <CopyButton name={`the program: ${name}`} text={code} />
      </div>
      <pre className="code whitespace-pre-wrap">{seen}</pre>
    </article>
  );
}
