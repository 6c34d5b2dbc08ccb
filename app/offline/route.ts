import { getLocale } from 'next-intl/server';
import { type Locale, languageTags } from '@/lib/i18n/locales';
import { offline } from '@/lib/i18n/messages/offline';
import { chosenTheme } from '@/lib/web/preferences';

/**
 * The page for when nothing can be reached, whole in itself: it is kept in the browser and shown in place of whatever was
 * asked for. It holds nobody's data; what this very tab saw last it reads from the tab.
 */
export async function GET(request: Request): Promise<Response> {
  const [locale, theme] = await Promise.all([getLocale(), chosenTheme()]);
  const nonce = /'nonce-([\w+/=-]+)'/.exec(request.headers.get('content-security-policy') ?? '')?.[1] ?? '';
  return new Response(pageIn(isSpoken(locale) ? locale : 'es', theme, nonce), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function isSpoken(locale: string): locale is Locale {
  return locale in offline;
}

function pageIn(locale: Locale, theme: string | null, nonce: string): string {
  const t = offline[locale];
  return `<!doctype html>
<html lang="${languageTags[locale]}"${theme ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link rel="icon" href="/icon.svg">
<title>${t.title} · Mostrador</title>
<style>${style}</style>
</head>
<body>
<main>
<svg aria-hidden="true" width="56" height="56" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"><path d="M10.94 5.27A7 7 0 0 1 15.7 10h1.8a4.5 4.5 0 0 1 2.6 8.2M17 18.9a4.5 4.5 0 0 1-.5.1H9A7 7 0 0 1 5.8 5.8M2 2l20 20"/></svg>
<h1>${t.title}</h1>
<p class="quiet">${t.detail}</p>
<section class="dont"><h2>${t.unknown}</h2><p>${t.unknownDetail} <strong>${t.dont}</strong></p></section>
<section id="seen" hidden><h2>${t.seen}</h2><p id="seen-text"></p></section>
<p id="attempt" class="dont" hidden>${t.attempt}</p>
<section><h2>${t.known}</h2><p>${t.knownDetail}</p></section>
<button type="button" id="retry">${t.retry}</button>
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

const style = `
:root{color-scheme:light;--canvas:#f4f3f0;--surface:#fff;--ink:#1b1a17;--ink-2:#595650;--line:#d9d6cf;--warn:#fdf3dc;--accent:#4f40cf;--focus:#4f40cf}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--canvas:#0f0f0e;--surface:#1b1a18;--ink:#f3f1ec;--ink-2:#b5b0a6;--line:#3a3833;--warn:#3a2c0d;--focus:#8f84ee}}
:root[data-theme=dark]{color-scheme:dark;--canvas:#0f0f0e;--surface:#1b1a18;--ink:#f3f1ec;--ink-2:#b5b0a6;--line:#3a3833;--warn:#3a2c0d;--focus:#8f84ee}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:16px;background:var(--canvas);color:var(--ink);font:16px/1.5 Geist,system-ui,sans-serif}
main{width:100%;max-width:520px;background:var(--surface);border:1px solid var(--line);border-radius:24px;padding:32px 24px;display:grid;gap:14px}
svg{color:var(--ink-2)}
h1{margin:0;font-size:28px;line-height:1.15;letter-spacing:-.03em}
h2{margin:0 0 2px;font-size:14px}
p{margin:0}
.quiet,section p{color:var(--ink-2)}
#seen-text{color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums}
section.dont p{color:var(--ink)}
.dont{background:var(--warn);border-radius:8px;padding:12px 14px}
button{height:56px;border:0;border-radius:16px;background:var(--accent);color:#fff;font-family:inherit;font-size:18px;font-weight:600;cursor:pointer}
button:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
[hidden]{display:none}
`;

/** Comes back by itself; what the tab remembers of its till is shown, as long as it is still there. */
const script = `
(() => {
  const again = () => location.reload();
  document.getElementById('retry').addEventListener('click', again);
  addEventListener('online', again);
  setInterval(() => {
    if (document.visibilityState === 'visible')
      fetch('/api/health', { cache: 'no-store' }).then((answer) => { if (answer.ok) again(); }, () => undefined);
  }, 5000);
  const till = decodeURIComponent((/^\\/till\\/([^/]+)/.exec(location.pathname) || [])[1] || '');
  if (!till) return;
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith('till ') && name.endsWith(' ' + till + ' seen')) {
        document.getElementById('seen-text').textContent = JSON.parse(sessionStorage.getItem(name));
        document.getElementById('seen').hidden = false;
      }
      if (name.startsWith('till ') && name.endsWith(' ' + till + ' attempt'))
        document.getElementById('attempt').hidden = false;
    }
  } catch {
    // A browser that keeps nothing remembers nothing.
  }
})();
`;
