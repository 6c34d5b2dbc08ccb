import { useTranslations } from 'next-intl';
import { Marked } from './prose';
import { partsOf, type ReadDocument, resolved, type Schema, typeOf } from './read-document';

type SchemaFieldsProps = { schema: Schema; schemas: ReadDocument['schemas']; label: string };

/** What is in a value: each field with its type, whether it must be there, and what it means. */
export function SchemaFields({ schema, schemas, label }: SchemaFieldsProps) {
  const parts = partsOf(schema, schemas);
  if (!parts) return null;
  const required = new Set(parts.required ?? []);
  return (
    <ul aria-label={label} className="grid grid-cols-1 border-t border-line text-sm">
      {Object.entries(parts.properties ?? {}).map(([name, field]) => (
        <li key={name} className="border-b border-line py-2">
          <FieldLine name={name} schema={field} schemas={schemas} isRequired={required.has(name)} />
          <NestedFields name={name} schema={field} schemas={schemas} />
        </li>
      ))}
    </ul>
  );
}

function NestedFields({ name, schema, schemas }: { name: string; schema: Schema; schemas: ReadDocument['schemas'] }) {
  const t = useTranslations('apiDocs');
  if (!partsOf(schema, schemas)) return null;
  return (
    <details className="mt-1.5 pl-4">
      <summary className="inline-block rounded-sm py-1 text-xs font-medium text-ink-2 hover:text-ink pointer-coarse:py-2.5">
        {t('fieldsOf', { name })}
      </summary>
      <div className="mt-1">
        <SchemaFields schema={schema} schemas={schemas} label={t('fieldsOf', { name })} />
      </div>
    </details>
  );
}

type FieldLineProps = { name: string; schema: Schema; schemas: ReadDocument['schemas']; isRequired: boolean };

/** One name with its type; what it can be and what it means below. */
export function FieldLine({ name, schema, schemas, isRequired }: FieldLineProps) {
  const t = useTranslations('apiDocs');
  const whole = resolved(schema, schemas);
  const choices = whole.enum ?? whole.anyOf?.find((part) => part.enum)?.enum;
  const text = schema.description ?? whole.description;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        <code className="font-mono font-medium break-all">{name}</code>
        <span className="text-xs text-ink-3">{typeOf(schema, schemas)}</span>
        {isRequired ? <span className="text-xs font-medium text-ink-2">{t('required')}</span> : null}
      </p>
      {text ? (
        <p lang="en" className="mt-0.5 text-ink-2">
          <Marked text={text} />
        </p>
      ) : null}
      {choices ? (
        <p className="mt-0.5 text-xs text-ink-3">
          {t('oneOf')} <span className="font-mono break-words">{choices.map(String).join(' · ')}</span>
        </p>
      ) : null}
    </>
  );
}
