import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { Reference } from '@/components/ui/reference';

export const metadata: Metadata = { title: 'Not found' };

export default async function NotFoundPage() {
  const id = (await headers()).get('x-request-id');
  return (
    <>
      <h1 className="heading text-4xl">There is no such page</h1>
      <p className="mt-6 mb-8 text-lg">
        The address may be mistyped. <Link href="/">Go to the start</Link>
      </p>
      {id && <Reference of="Request" id={id} />}
    </>
  );
}
