/** The name with its sign: two wheels on one frame. */
export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5 text-xl font-semibold tracking-tight">
      <svg
        aria-hidden
        viewBox="0 0 48 24"
        fill="none"
        strokeWidth="3"
        className="h-6 stroke-accent"
      >
        <circle cx="12" cy="12" r="9" />
        <circle cx="36" cy="12" r="9" />
        <path d="M12 12h24" strokeLinecap="round" />
      </svg>
      Tandem
    </span>
  );
}
