/** Hides a page that the browser keeps, and reads it anew when it is shown again: its person may have left since. */
export function readAnewWhenBack(): () => void {
  window.addEventListener('pagehide', hide);
  window.addEventListener('pageshow', readAnew);
  return () => {
    window.removeEventListener('pagehide', hide);
    window.removeEventListener('pageshow', readAnew);
  };
}

function hide({ persisted }: PageTransitionEvent): void {
  if (persisted) document.body.hidden = true;
}

function readAnew({ persisted }: PageTransitionEvent): void {
  if (persisted) window.location.reload();
}
