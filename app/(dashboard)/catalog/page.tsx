import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { plusIcon, searchIcon, tagIcon } from '@/app/_ui/icons';
import { Input } from '@/app/_ui/input';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { Pager } from '@/app/_ui/pager';
import { countCatalogItems, listCatalogCategories, listCatalogItems } from '@/db/catalog-items';
import { siteTakesTaxes } from '@/lib/domain/order';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { type CatalogQuery, catalogHref, readCatalogQuery } from './catalog-query';
import { CatalogTable } from './catalog-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalog'))('title') };
}

const PAGE = 50;

type CatalogPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What the merchant sells, by name, with search and categories. */
export default async function CatalogPage({ searchParams }: CatalogPageProps) {
  const session = await requireSession();
  const t = await getTranslations('catalog');
  if (!may(session.role, 'catalog:write')) return <NotAllowed what={t('what')} />;
  const query = readCatalogQuery(await searchParams);
  const filter = { text: query.q, category: query.category };
  const [items, total, categories] = await Promise.all([
    listCatalogItems(session.merchant, { filter, limit: PAGE, offset: (query.page - 1) * PAGE }),
    countCatalogItems(session.merchant, filter),
    listCatalogCategories(session.merchant),
  ]);
  const isFiltered = query.q !== '' || query.category !== '' || query.page > 1;
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          <>
            <ButtonLink href="/catalog/file">{t('file.open')}</ButtonLink>
            <ButtonLink href="/catalog/new" tone="primary">
              <Icon shape={plusIcon} />
              {t('add')}
            </ButtonLink>
          </>
        }
      />
      {items.length > 0 || isFiltered ? <Filters query={query} categories={categories} /> : null}
      <div data-fill-window="" className="mt-4 min-h-0 flex-1 border-t border-line tablet:overflow-auto">
        {items.length > 0 ? (
          <CatalogTable items={items} currencyId={session.currencyId} hasTaxes={siteTakesTaxes(session.siteId)} />
        ) : (
          <Nothing isFiltered={isFiltered} />
        )}
      </div>
      {total > PAGE ? (
        <Pager
          label={t('title')}
          newer={{
            href: query.page > 1 ? catalogHref(query, { page: query.page - 1 }) : null,
            label: t('newer'),
          }}
          older={{
            href: query.page * PAGE < total ? catalogHref(query, { page: query.page + 1 }) : null,
            label: t('older'),
          }}
        >
          {t('range', {
            from: String(Math.min((query.page - 1) * PAGE + 1, total)),
            to: String(Math.min(query.page * PAGE, total)),
            total: String(total),
          })}
        </Pager>
      ) : items.length > 0 ? (
        <p className="border-t border-line px-4 py-3 text-xs text-ink-3 tablet:px-6">{t('count', { count: total })}</p>
      ) : null}
    </>
  );
}

async function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = await getTranslations('catalog');
  if (isFiltered) {
    return (
      <Empty kind="no-match" title={t('noMatch')} action={<ButtonLink href="/catalog">{t('clear')}</ButtonLink>} />
    );
  }
  return (
    <Empty
      kind="nothing-yet"
      icon={tagIcon}
      title={t('none')}
      action={<ButtonLink href="/catalog/new">{t('add')}</ButtonLink>}
    >
      {t('noneDetail')}
    </Empty>
  );
}

async function Filters({ query, categories }: { query: CatalogQuery; categories: readonly string[] }) {
  const t = await getTranslations('catalog');
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2 px-4 tablet:px-6">
      <form action="/catalog" className="w-full tablet:w-66">
        {query.category ? <input type="hidden" name="category" value={query.category} /> : null}
        <Input
          key={query.q}
          type="search"
          name="q"
          defaultValue={query.q}
          maxLength={150}
          autoComplete="off"
          spellCheck={false}
          aria-label={t('search')}
          placeholder={t('search')}
          leading={<Icon shape={searchIcon} size={14} />}
        />
      </form>
      {categories.length > 0 ? (
        <nav
          aria-label={t('categories')}
          className="-mx-4 flex max-w-[100vw] gap-1 overflow-x-auto px-4 tablet:mx-0 tablet:flex-wrap tablet:px-0"
        >
          {['', ...categories].map((category) => (
            <Link
              key={category}
              href={catalogHref(query, { category })}
              prefetch={false}
              aria-current={query.category === category ? 'true' : undefined}
              className="inline-flex h-7 shrink-0 items-center rounded-full border border-line-strong px-3 text-xs font-medium whitespace-nowrap text-ink-2 hover:bg-hover aria-[current]:border-accent-line aria-[current]:bg-selected aria-[current]:text-ink max-tablet:h-9 max-tablet:text-sm pointer-coarse:h-9"
            >
              {category || t('all')}
            </Link>
          ))}
        </nav>
      ) : null}
    </div>
  );
}
