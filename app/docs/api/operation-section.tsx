import { useTranslations } from 'next-intl';
import { Tag } from '@/app/_ui/tag';
import { errorMeanings } from '@/lib/api/errors';
import type { AppErrorCode } from '@/lib/errors';
import { CodeBlock, CodeSamples } from './code-samples';
import { Marked, Prose } from './prose';
import type { ReadDocument, ReadOperation } from './read-document';
import { FieldLine, SchemaFields } from './schema-fields';
import { TryIt } from './try-it';

type OperationSectionProps = { operation: ReadOperation; schemas: ReadDocument['schemas']; canTry: boolean };

/** One call: what it does, what it takes and gives, how it fails, and programs that make it. */
export function OperationSection({ operation, schemas, canTry }: OperationSectionProps) {
  const t = useTranslations('apiDocs');
  const { id, method, path, summary, description, scope, samples } = operation;
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-10 border-t border-line py-8">
      <h3 id={`${id}-title`} lang="en" className="text-md font-semibold">
        {summary}
      </h3>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        <MethodTag method={method} />
        <code className="min-w-0 font-mono text-sm break-all">{path}</code>
        {scope ? (
          <Tag>
            {t('scope')}&nbsp;<span className="code">{scope}</span>
          </Tag>
        ) : (
          <Tag>{t('noKey')}</Tag>
        )}
      </p>
      <div lang="en">
        <Prose text={description} className="mt-3 max-w-[72ch] text-sm text-ink-2" />
      </div>
      <div className="mt-5 grid grid-cols-1 gap-6 wide:grid-cols-2 wide:gap-8">
        <div className="grid min-w-0 grid-cols-1 content-start gap-5">
          <Parameters operation={operation} schemas={schemas} />
          <Body operation={operation} schemas={schemas} />
          <Answer operation={operation} schemas={schemas} />
          <Errors operation={operation} />
        </div>
        <div className="grid min-w-0 grid-cols-1 content-start gap-4">
          <CodeSamples samples={samples} words={{ label: t('samples'), copy: t('copySample'), copied: t('copied') }} />
          {canTry ? <TryItHere operation={operation} /> : null}
          <Example operation={operation} />
        </div>
      </div>
    </section>
  );
}

/** The verb of a call. */
export function MethodTag({ method }: { method: string }) {
  return (
    <span className="code inline-flex h-5 items-center rounded-xs bg-idle-tint px-1.5 text-2xs font-semibold text-idle-ink inset-ring inset-ring-idle-line">
      {method}
    </span>
  );
}

type PartProps = { operation: ReadOperation; schemas: ReadDocument['schemas'] };

const headClass = 'mb-1.5 text-sm font-semibold';

function Parameters({ operation: { parameters, id }, schemas }: PartProps) {
  const t = useTranslations('apiDocs');
  if (parameters.length === 0) return null;
  return (
    <div>
      <h4 className={headClass}>{t('parameters')}</h4>
      <ul className="grid grid-cols-1 border-t border-line text-sm">
        {parameters.map(({ name, schema, required, description, in: place }) => (
          <li key={`${id} ${place} ${name}`} className="border-b border-line py-2">
            <FieldLine name={name} schema={{ ...schema, description }} schemas={schemas} isRequired={required} />
            <p className="text-xs text-ink-3">{t(`place.${place}`)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Body({ operation: { body }, schemas }: PartProps) {
  const t = useTranslations('apiDocs');
  if (!body?.schema) return null;
  return (
    <div>
      <h4 className={headClass}>{t('body')}</h4>
      <SchemaFields schema={body.schema} schemas={schemas} label={t('body')} />
    </div>
  );
}

function Answer({ operation: { success }, schemas }: PartProps) {
  const t = useTranslations('apiDocs');
  if (!success) return null;
  const types = Object.keys(success.content);
  const schema = success.content['application/json']?.schema;
  return (
    <div>
      <h4 className={headClass}>
        {t('answer')} <span className="num">{success.status}</span>
        {types.length > 0 ? (
          <span className="ml-2 font-mono text-xs font-normal text-ink-3">{types.join(', ')}</span>
        ) : null}
      </h4>
      <p lang="en" className="mb-2 text-sm text-ink-2">
        <Marked text={success.description} />
      </p>
      {schema ? (
        <details>
          <summary className="inline-block rounded-sm py-1 text-sm font-medium text-ink-2 hover:text-ink pointer-coarse:py-2.5">
            {t('answerFields')}
          </summary>
          <SchemaFields schema={schema} schemas={schemas} label={t('answerFields')} />
        </details>
      ) : null}
    </div>
  );
}

function Errors({ operation: { errors } }: { operation: ReadOperation }) {
  const t = useTranslations('apiDocs');
  const rows = errors.flatMap(({ status, content }) =>
    Object.keys(content['application/json']?.examples ?? {}).map((code) => ({ status, code })),
  );
  return (
    <details>
      <summary className="inline-block rounded-sm py-1 text-sm font-semibold hover:text-ink pointer-coarse:py-2.5">
        {t('errors')}
      </summary>
      <ul className="mt-1 grid border-t border-line text-sm">
        {rows.map(({ status, code }) => (
          <li key={`${status} ${code}`} className="border-b border-line py-2">
            <p>
              <span className="num text-ink-3">{status}</span> <code className="code font-medium">{code}</code>
            </p>
            <p lang="en" className="text-ink-2">
              <Marked text={meaningOf(code)} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function meaningOf(code: string): string {
  return isKnown(code) ? errorMeanings[code] : '';
}

function isKnown(code: string): code is AppErrorCode {
  return Object.hasOwn(errorMeanings, code);
}

function Example({ operation: { success } }: { operation: ReadOperation }) {
  const t = useTranslations('apiDocs');
  const example = success?.content['application/json']?.example;
  if (example === undefined) return null;
  return (
    <div className="overflow-clip rounded-md border border-line bg-sunken">
      <p className="border-b border-line px-3.5 py-2 text-xs font-medium text-ink-2">{t('exampleAnswer')}</p>
      <CodeBlock source={JSON.stringify(example, null, 2)} label={t('exampleAnswer')} />
    </div>
  );
}

function TryItHere({ operation: { method, path, parameters, body } }: { operation: ReadOperation }) {
  const example = body ? Object.values(body.examples ?? {})[0]?.value : undefined;
  return (
    <TryIt
      method={method}
      path={path}
      parameters={parameters.map(({ name, in: place, example: value = '' }) => ({ name, in: place, example: value }))}
      body={example === undefined ? null : JSON.stringify(example, null, 2)}
    />
  );
}
