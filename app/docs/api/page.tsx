import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { LocaleSwitch } from '@/app/_ui/locale-switch';
import { Logo } from '@/app/_ui/logo';
import { Note } from '@/app/_ui/note';
import { TestBanner } from '@/app/_ui/test-banner';
import { TextLink } from '@/app/_ui/text-link';
import { ThemeSwitch } from '@/app/_ui/theme-switch';
import { openApiDocument } from '@/lib/api/openapi';
import { operations } from '@/lib/api/operations';
import { overview } from '@/lib/api/overview';
import { isRealMercadoPago } from '@/lib/services/accounts';
import { apiBaseUrl } from '@/lib/web/api-base-url';
import { chosenTheme } from '@/lib/web/preferences';
import { getSession } from '@/lib/web/session';
import { MessageSection } from './message-section';
import { MethodTag, OperationSection } from './operation-section';
import { Prose } from './prose';
import { type ReadDocument, readDocument } from './read-document';
import { TryItAccess, TryItKey } from './try-it';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiDocs'))('title') };
}

/** The API for people: the same description that programs read, with programs to copy and calls to try. For everybody. */
export default async function ApiReferencePage() {
  const [t, locale, theme, session] = await Promise.all([
    getTranslations('apiDocs'),
    getLocale(),
    chosenTheme(),
    getSession(),
  ]);
  const document = readDocument(openApiDocument(operations, apiBaseUrl()));
  const canTry = !isRealMercadoPago();
  return (
    <>
      <TestBanner environment={canTry ? 'simulator' : 'live'} />
      <div className="min-h-dvh bg-surface">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b border-line px-4 py-3 tablet:px-6">
          <p className="mr-auto flex items-center gap-2 font-semibold">
            <Logo />
            Mostrador
          </p>
          <ThemeSwitch theme={theme} />
          <LocaleSwitch />
        </header>
        <ClientMessages names={['apiDocs', 'ui']}>
          <TryItAccess>
            <div className="mx-auto max-w-[88rem] desktop:grid desktop:grid-cols-[15rem_minmax(0,1fr)]">
              <Contents groups={document.groups} />
              <main className="min-w-0 px-4 py-6 tablet:px-6 tablet:py-8">
                <h1 className="text-xl font-semibold tracking-[-0.02em]">{t('title')}</h1>
                <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
                  <code className="font-mono break-all text-ink-2">{apiBaseUrl()}</code>
                  <a
                    href="/api/v1/openapi.json"
                    className="rounded-xs font-medium text-accent-ink underline-offset-3 hover:underline"
                  >
                    {t('download')}
                  </a>
                  <TextLink href="/settings/api-keys">{t('keys')}</TextLink>
                </p>
                <Guide text={overview[locale]} />
                {canTry ? (
                  <div className="my-6 grid max-w-[72ch] gap-4">
                    <Note tone="warn" title={t('tryIt.simulator')}>
                      {t('tryIt.simulatorDetail')}
                    </Note>
                    <TryItKey isSignedIn={session !== null} />
                  </div>
                ) : null}
                {document.groups.map((group) => (
                  <section key={group.name} aria-label={group.name} className="mt-8">
                    <h2 lang="en" className="text-lg font-semibold">
                      {group.name}
                    </h2>
                    <p lang="en" className="mb-5 text-sm text-ink-2">
                      {group.description}
                    </p>
                    {group.operations.map((operation) => (
                      <OperationSection
                        key={operation.id}
                        operation={operation}
                        schemas={document.schemas}
                        canTry={canTry}
                      />
                    ))}
                    <MessageSection messages={group.messages} schemas={document.schemas} />
                  </section>
                ))}
              </main>
            </div>
          </TryItAccess>
        </ClientMessages>
      </div>
    </>
  );
}

/** What every program must know, in the reader's language: paragraphs under heads. */
function Guide({ text }: { text: string }) {
  const [first = '', ...sections] = text.trim().split('\n## ');
  return (
    <div className="mt-4 max-w-[72ch] text-base text-ink-2">
      <Prose text={first} />
      {sections.map((section) => {
        const [title = '', ...rest] = section.split('\n');
        return (
          <section key={title}>
            <h2 className="mt-6 mb-1.5 text-md font-semibold text-ink">{title}</h2>
            <Prose text={rest.join('\n').trim()} />
          </section>
        );
      })}
    </div>
  );
}

/** Every call by its name: beside the text on a screen, folded above it on a phone. */
function Contents({ groups }: { groups: ReadDocument['groups'] }) {
  const t = useTranslations('apiDocs');
  const list = groups.map((group) => (
    <div key={group.name} lang="en" className="mb-4">
      <p className="mb-1 text-xs font-medium text-ink-3">{group.name}</p>
      <ul>
        {group.operations.map(({ id, method, summary }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex items-center justify-between gap-2 rounded-sm px-1.5 py-1 text-sm text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
            >
              <span className="min-w-0">{summary}</span>
              <MethodTag method={method} />
            </a>
          </li>
        ))}
        {group.messages.map(({ type }) => (
          <li key={type}>
            <a
              href={`#${type}`}
              className="flex items-center rounded-sm px-1.5 py-1 font-mono text-xs text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
            >
              {type}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
  return (
    <>
      <nav
        aria-label={t('contents')}
        className="sticky top-8 max-h-[calc(100dvh-32px)] overflow-y-auto border-r border-line px-4 py-6 max-desktop:hidden"
      >
        {list}
      </nav>
      <details className="border-b border-line px-4 py-2 desktop:hidden">
        <summary className="rounded-sm py-2 text-sm font-medium">{t('contents')}</summary>
        <nav aria-label={t('contents')} className="pt-2">
          {list}
        </nav>
      </details>
    </>
  );
}
