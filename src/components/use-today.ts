import { useEffect, useState } from 'react';
import { today } from './due';

const MINUTE_MS = 60_000;

/** The day that it is where the person is; renders again when the next one begins. */
export function useToday(): string {
  const [day, setDay] = useState(today);
  useEffect(() => {
    const timer = setInterval(() => setDay(today()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return day;
}
