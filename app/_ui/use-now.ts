'use client';

import { useEffect, useState } from 'react';

/**
 * The present moment, moving every `everyMs`. It starts at the server's, so that the first render agrees with what was
 * sent, and then runs on the browser's clock corrected by the difference: tills with a wrong clock count down right.
 */
export function useNow(serverNow: string, everyMs = 1000): Date {
  const [now, setNow] = useState(() => new Date(serverNow));
  useEffect(() => {
    const aheadMs = new Date(serverNow).getTime() - Date.now();
    const tick = () => setNow(new Date(Date.now() + aheadMs));
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [serverNow, everyMs]);
  return now;
}
