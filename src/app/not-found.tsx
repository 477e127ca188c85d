import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <>
      <h1 className="heading text-4xl">There is no such page</h1>
      <p className="mt-6 text-lg">
        The address may be mistyped. <Link href="/">Go to the start</Link>
      </p>
    </>
  );
}
