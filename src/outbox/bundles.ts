import type { Entry } from './command';
import { randomKey } from './random-key';

/** Entries that are kept as one item. */
export interface Bundle {
  key: string;
  entries: Map<string, Entry>;
}

/** As many as go in a request: to write an item takes longer than to write what is in it. */
const MOST = 100;

/** Entries in bundles; `write` keeps a bundle, or what is left of it, and tells whether that could be done. */
export function createBundles(write: (bundle: Bundle) => boolean) {
  const bundleOf = new Map<string, Bundle>();
  const unkept = new Set<Bundle>();

  return { adopt, save, drop, areKept: () => unkept.size === 0 };

  /** Takes up a bundle as it is. */
  function adopt(bundle: Bundle): void {
    for (const key of bundle.entries.keys()) bundleOf.set(key, bundle);
    update(new Set([bundle]));
  }

  /** Puts entries in the place of those with their keys; those that are new come into new bundles. */
  function save(entries: Entry[]): void {
    const changed = new Set<Bundle>();
    let open: Bundle | undefined;
    for (const entry of entries) {
      if (open && open.entries.size >= MOST) open = undefined;
      const bundle = bundleOf.get(entry.key) ?? (open ??= { key: randomKey(), entries: new Map() });
      bundle.entries.set(entry.key, entry);
      bundleOf.set(entry.key, bundle);
      changed.add(bundle);
    }
    update(changed);
  }

  function drop(entries: Entry[]): void {
    const changed = new Set<Bundle>();
    for (const { key } of entries) {
      const bundle = bundleOf.get(key);
      bundleOf.delete(key);
      if (bundle?.entries.delete(key)) changed.add(bundle);
    }
    update(changed);
  }

  function update(bundles: Set<Bundle>): void {
    for (const bundle of bundles) {
      if (write(bundle)) unkept.delete(bundle);
      else unkept.add(bundle);
    }
  }
}
