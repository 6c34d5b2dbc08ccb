import { useTranslations } from 'next-intl';
import type { ReadDocument, ReadMessage } from './read-document';
import { SchemaFields } from './schema-fields';

type MessageSectionProps = { messages: readonly ReadMessage[]; schemas: ReadDocument['schemas'] };

/** Every message that is sent, and what each kind of them says: many types are of one kind. */
export function MessageSection({ messages, schemas }: MessageSectionProps) {
  const t = useTranslations('apiDocs');
  const kinds = [...new Set(messages.map(({ schema }) => schema.$ref ?? ''))];
  return kinds.map((kind) => {
    const [first, ...others] = messages.filter(({ schema }) => schema.$ref === kind);
    if (!first) return null;
    return (
      <section key={kind} aria-label={first.type} className="mb-6 max-w-[72ch]">
        <ul lang="en" className="mb-2 grid gap-1 text-sm">
          {[first, ...others].map(({ type, summary }) => (
            <li key={type} id={type} className="flex flex-wrap gap-x-3">
              <code className="code font-medium">{type}</code>
              <span className="text-ink-2">{summary}</span>
            </li>
          ))}
        </ul>
        <details>
          <summary className="inline-block rounded-sm py-1 text-sm font-medium text-ink-2 hover:text-ink pointer-coarse:py-2.5">
            {t('messageFields')}
          </summary>
          <SchemaFields schema={first.schema} schemas={schemas} label={`${t('messageFields')} ${first.type}`} />
        </details>
      </section>
    );
  });
}
