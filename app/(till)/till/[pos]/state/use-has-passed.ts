'use client';

import { useEffect, useState } from 'react';

/**
 * True once a moment has passed by the server's clock. `serverNow` was read together with the moment, so that a till
 * whose own clock is wrong turns at the right time.
 */
export function useHasPassed(moment: string | null, serverNow: string): boolean {
  const leftMs = moment === null ? null : new Date(moment).getTime() - new Date(serverNow).getTime();
  const [passed, setPassed] = useState<string | null>(null);
  useEffect(() => {
    if (moment === null || leftMs === null || leftMs <= 0) return;
    const timer = setTimeout(() => setPassed(moment), Math.min(leftMs, 2_147_000_000));
    return () => clearTimeout(timer);
  }, [moment, leftMs]);
  return moment !== null && ((leftMs !== null && leftMs <= 0) || passed === moment);
}

/** True once something has lasted this long without being reset by another `key`. */
export function useHasLasted(key: unknown, ms: number): boolean {
  const [lasted, setLasted] = useState<unknown>(null);
  useEffect(() => {
    const timer = setTimeout(() => setLasted(key), ms);
    return () => clearTimeout(timer);
  }, [key, ms]);
  return lasted === key;
}
