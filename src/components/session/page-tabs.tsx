import Link from 'next/link';
import { usePathname } from 'next/navigation';

const pages = [
  { href: '/tasks', label: 'Tasks' },
  { href: '/deleted', label: 'Deleted' },
  { href: '/settings', label: 'Settings' },
  { href: '/developers', label: 'Developers' },
] as const;

/** The pages of whoever is signed in. */
export function PageTabs() {
  const here = usePathname();
  return (
    <nav aria-label="Your pages" className="tabs">
      {pages.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={href === here ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
