import type { Metadata, Viewport } from 'next';
import { ClientMessages } from '@/app/_ui/client-messages';
import { environmentStamps } from '@/lib/domain/environment-stamp';
import { sites } from '@/lib/domain/sites';
import { languageTags } from '@/lib/i18n/locales';
import { screen as words } from '@/lib/i18n/messages/screen';
import { openCustomerScreen, readCustomerScreen } from '@/lib/services/customer-screen-reading';
import { ScreenBoard } from './screen-board';

type ScreenPageProps = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: ScreenPageProps): Promise<Metadata> {
  const screen = await openCustomerScreen((await params).key);
  // Its address is its only lock: it must not travel.
  return { title: screen?.posName ?? words.es.gone, referrer: 'no-referrer' };
}

export function generateViewport(): Viewport {
  return { viewportFit: 'cover' };
}

/**
 * What the customer of one till sees, on a second screen that nobody signs in on. It speaks the language of the country,
 * not that of whoever set it up.
 */
export default async function CustomerScreenPage({ params }: ScreenPageProps) {
  const { key } = await params;
  const [screen, view] = await Promise.all([openCustomerScreen(key), readCustomerScreen(key)]);
  if (!screen || !view) return <Gone />;
  const { language } = sites[screen.siteId ?? 'MLA'];
  return (
    <div lang={languageTags[language]} className={screen.environment === 'live' ? '[--banner:0px]' : '[--banner:32px]'}>
      {screen.environment === 'live' ? null : (
        <aside
          aria-label={environmentStamps[screen.environment]}
          className="flex h-8 items-center justify-center gap-2 bg-warn px-4 text-xs text-on-warn"
        >
          <strong className="font-semibold">{environmentStamps[screen.environment]}</strong>
          <span className="truncate">{words[language].noMoney}</span>
        </aside>
      )}
      <ClientMessages names={['screen']} language={language}>
        <ScreenBoard
          initial={view}
          place={{ key, posName: screen.posName, merchantName: screen.merchantName, timeZone: screen.timeZone }}
        />
      </ClientMessages>
    </div>
  );
}

/** Nobody knows whose it was: said in the three languages. */
function Gone() {
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 bg-surface p-6 text-center">
      {(['es', 'pt', 'en'] as const).map((language, place) => {
        const Title = place === 0 ? 'h1' : 'p';
        return (
          <div key={language} lang={languageTags[language]}>
            <Title className="text-lg font-semibold">{words[language].gone}</Title>
            <p className="text-ink-2">{words[language].goneDetail}</p>
          </div>
        );
      })}
    </main>
  );
}
