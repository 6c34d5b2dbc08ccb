'use client';

import { useEffect } from 'react';

/**
 * Has the browser keep the page for when nothing can be reached, in the language of now. Browsers keep it over https and
 * on the device itself only; elsewhere everything else works the same.
 */
export function ServiceWorker({ language }: { language: string }) {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    // A browser that refuses, for whatever reason, does without.
    const register = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
    if (document.readyState === 'complete') register();
    else window.addEventListener('load', register, { once: true });
    return () => window.removeEventListener('load', register);
  }, []);
  useEffect(() => {
    if (language) navigator.serviceWorker?.controller?.postMessage('keep the page anew');
  }, [language]);
  return null;
}
