'use client';

import { useTranslations } from 'next-intl';
import { createContext, type FormEvent, type ReactNode, useContext, useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Field } from '@/app/_ui/field';
import { Note } from '@/app/_ui/note';
import { TextField } from '@/app/_ui/text-field';
import { CodeBlock } from './code-samples';

/** How the trials are made: with the key that was typed, or as whoever is signed in. It lives in this page alone. */
const Access = createContext({ key: '', setKey: (_key: string) => {} });

export function TryItAccess({ children }: { children: ReactNode }) {
  const [key, setKey] = useState('');
  return <Access.Provider value={{ key, setKey }}>{children}</Access.Provider>;
}

/** Where the key for all trials of the page is typed. */
export function TryItKey({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations('apiDocs.tryIt');
  const { key, setKey } = useContext(Access);
  return (
    <TextField
      id="try-key"
      type="password"
      autoComplete="off"
      spellCheck={false}
      label={t('key')}
      hint={isSignedIn ? t('keyHintSignedIn') : t('keyHint')}
      placeholder="mk_…"
      value={key}
      onChange={(event) => setKey(event.target.value.trim())}
    />
  );
}

type Trial = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly example: string };

type TryItProps = {
  method: string;
  path: string;
  parameters: readonly Trial[];
  /** What the body begins as; null where none is taken. */
  body: string | null;
};

type Outcome = {
  readonly status: number;
  readonly headers: string;
  readonly text: string;
  readonly picture: string | null;
};

/** One call of this very installation, made from the page and shown as it came. Only where no money moves. */
export function TryIt({ method, path, parameters, body }: TryItProps) {
  const t = useTranslations('apiDocs.tryIt');
  const { key } = useContext(Access);
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome | 'busy' | 'lost' | null>(null);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setOutcome('busy');
    setOutcome(await attempt({ method, path, parameters, form, key }));
  }

  return (
    <details className="rounded-md border border-warn-line bg-warn-tint/40">
      <summary className="rounded-md px-3.5 py-2.5 text-sm font-medium pointer-coarse:py-3">{t('title')}</summary>
      <form onSubmit={send} className="grid grid-cols-1 gap-3 px-3.5 pb-3.5">
        {parameters.map((parameter) => (
          <TextField
            key={parameter.name}
            id={`${id}-${parameter.name}`}
            name={parameter.name}
            label={parameter.name}
            defaultValue={parameter.in === 'query' ? '' : parameter.in === 'header' ? undefined : parameter.example}
            placeholder={parameter.in === 'header' ? t('madeForYou') : undefined}
            required={parameter.in === 'path'}
            autoComplete="off"
            spellCheck={false}
          />
        ))}
        {body === null ? null : (
          <Field id={`${id}-body`} label={t('body')}>
            <textarea
              id={`${id}-body`}
              name="body"
              rows={Math.min(14, body.split('\n').length)}
              defaultValue={body}
              spellCheck={false}
              className="w-full rounded-md font-mono border border-line-control bg-surface px-2.5 py-2 text-xs leading-5"
            />
          </Field>
        )}
        <div>
          <Button tone="primary" aria-disabled={outcome === 'busy'}>
            {outcome === 'busy' ? t('sending') : `${t('send')} ${method}`}
          </Button>
        </div>
        <div aria-live="polite" className="grid grid-cols-1 gap-2">
          {outcome === 'lost' ? <Note tone="stop" title={t('lost')} /> : null}
          {outcome !== null && typeof outcome === 'object' ? <OutcomeView outcome={outcome} /> : null}
        </div>
      </form>
    </details>
  );
}

function OutcomeView({ outcome: { status, headers, text, picture } }: { outcome: Outcome }) {
  const t = useTranslations('apiDocs.tryIt');
  return (
    <div className="min-w-0 overflow-clip rounded-md border border-line bg-surface">
      <p className="border-b border-line px-3.5 py-2 text-sm font-semibold">
        {t('answer')} <span className="num">{status}</span>
      </p>
      {picture ? (
        // biome-ignore lint/performance/noImgElement: it is drawn from the answer itself
        <img src={picture} alt={t('picture')} className="m-3.5 size-48 bg-white" />
      ) : (
        <CodeBlock source={`${headers}\n\n${text}`} label={t('answer')} />
      )}
    </div>
  );
}

async function attempt(trial: {
  method: string;
  path: string;
  parameters: readonly Trial[];
  form: FormData;
  key: string;
}): Promise<Outcome | 'lost'> {
  const { method, path, parameters, form, key } = trial;
  const typed = (name: string) => String(form.get(name) ?? '').trim();
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(typed(name)));
  const query = new URLSearchParams(
    parameters.filter((one) => one.in === 'query' && typed(one.name)).map(({ name }) => [name, typed(name)]),
  );
  const ownHeaders = parameters
    .filter((one) => one.in === 'header')
    .map(({ name }) => [name, typed(name) || crypto.randomUUID()]);
  try {
    const response = await fetch(`/api/v1${address}${query.size > 0 ? `?${query}` : ''}`, {
      method,
      headers: {
        ...Object.fromEntries(ownHeaders),
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(form.has('body') ? { 'content-type': 'application/json' } : {}),
      },
      ...(form.has('body') ? { body: typed('body') } : {}),
    });
    return await read(response);
  } catch {
    return 'lost';
  }
}

async function read(response: Response): Promise<Outcome> {
  const names = ['content-type', 'ratelimit', 'ratelimit-policy', 'retry-after', 'idempotency-replayed'];
  const headers = names.flatMap((name) => response.headers.get(name)?.replace(/^/, `${name}: `) ?? []).join('\n');
  const { status } = response;
  if (response.headers.get('content-type')?.startsWith('image/'))
    return { status, headers, text: '', picture: URL.createObjectURL(await response.blob()) };
  return { status, headers, text: pretty(await response.text()), picture: null };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
