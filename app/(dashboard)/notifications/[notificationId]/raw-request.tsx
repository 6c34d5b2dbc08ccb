import { useTranslations } from 'next-intl';
import type { ShownRequest } from './read-notification';

/** The request as it came, in the order of its parts. Nothing in it is a link: it is somebody else's text. */
export function RawRequest({ request: { path, query, headers, body } }: { request: ShownRequest }) {
  const t = useTranslations('notifications.detail');
  return (
    <div className="grid grid-cols-1 gap-2">
      <section
        aria-label={t('request')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-120 overflow-auto rounded-md border border-line bg-sunken p-3"
      >
        <pre className="code text-xs wrap-anywhere whitespace-pre-wrap">
          {`POST ${path}`}
          {query === '' ? null : `\n    ?${query}`}
          {headers.map(([name, value]) => `\n${name}: ${value}`)}
          {body.form === 'none' ? null : `\n\n${body.text}`}
        </pre>
      </section>
      <p className="text-xs text-ink-3">
        {body.form === 'none' ? `${t('noBody')}. ` : null}
        {body.form === 'hex' ? `${t('hex')} ` : null}
        {body.shownBytes < body.totalBytes ? `${t('cut', { shown: body.shownBytes, total: body.totalBytes })} ` : null}
        {t('keyHidden')}
      </p>
    </div>
  );
}
