import { wantRow } from './wanted-row';

/** Where somebody was in a list: the key of the first row in sight, and how many pixels below the top it began. */
interface Place {
  key: number;
  top: number;
}

const STORAGE_KEY = 'tandem.places';
/** Milliseconds without scrolling. */
const REST_MS = 100;
const MOST = 50;

/** Lists that have been led back. */
const seen = new WeakSet<HTMLElement>();

/** By the entries of the history of this tab. */
const places = new Map(readPlaces());

/** Leads back to where this entry of the history was left, after a reload too, and notes from then on where it is. */
export function keepPlace(list: HTMLElement): () => void {
  let timer: number | undefined;
  const rest = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => note(list), REST_MS);
  };
  const leave = () => note(list);
  if (!seen.has(list)) goTo(places.get(entryKey() ?? ''));
  seen.add(list);
  window.addEventListener('scroll', rest, { passive: true });
  window.addEventListener('pagehide', leave);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('scroll', rest);
    window.removeEventListener('pagehide', leave);
  };
}

function goTo(place: Place | undefined): void {
  if (!place) return;
  wantRow(place.key);
  // The row is there now, and nothing has been painted yet.
  queueMicrotask(() => scrollTo(place));
  // The browser may have gone meanwhile to where it was in pixels, which something else may take now.
  requestAnimationFrame(() => scrollTo(place));
}

function scrollTo({ key, top }: Place): void {
  const row = document.getElementById(`task-${key}`);
  if (row) window.scrollBy({ top: row.getBoundingClientRect().top - top });
}

function note(list: HTMLElement): void {
  const rows = [...list.querySelectorAll('.task')];
  const first = rows.find((row) => row.getBoundingClientRect().bottom > 0);
  const key = entryKey();
  if (key === undefined) return;
  places.delete(key);
  if (first && window.scrollY > 0) {
    const { top } = first.getBoundingClientRect();
    places.set(key, { key: Number(first.id.replace('task-', '')), top });
  }
  writePlaces();
}

/** Not all browsers tell: there lists begin at their top. */
function entryKey(): string | undefined {
  return 'navigation' in window ? window.navigation.currentEntry?.key : undefined;
}

function readPlaces(): [string, Place][] {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '[]') as [string, Place][];
  } catch {
    return [];
  }
}

function writePlaces(): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify([...places].slice(-MOST)));
  } catch {
    // Switched off, it keeps nothing: the list begins at its top.
  }
}
