import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { flaskIcon } from '@/app/_ui/icons';
import { LocaleSwitch } from '@/app/_ui/locale-switch';
import { Logo } from '@/app/_ui/logo';
import { TestBanner } from '@/app/_ui/test-banner';
import { isRealMercadoPago } from '@/lib/services/accounts';
import { demo } from '@/lib/services/demo';
import { isDemonstration } from '@/lib/web/demonstration';
import { getSession } from '@/lib/web/session';
import { CounterScene } from './counter-scene';
import { ForgetTills } from './forget-tills';
import { pathAfterSignIn } from './path-after-sign-in';
import { SignInForm } from './sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('login'))('pageTitle') };
}

type LoginPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Sign in. Whoever is signed in already goes on. */
export default async function LoginPage({ searchParams }: LoginPageProps) {
  const query = await searchParams;
  const from = typeof query.from === 'string' ? query.from : '';
  if (await getSession()) redirect(pathAfterSignIn(from));
  const t = await getTranslations('login');
  const isDemo = isDemonstration();
  return (
    <>
      {query.left === undefined ? null : <ForgetTills />}
      <TestBanner environment={isRealMercadoPago() ? 'live' : 'simulator'} />
      <div className="grid min-h-[calc(100dvh-32px)] bg-surface min-[961px]:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
        <div className="grid min-w-0 grid-rows-[auto_1fr_auto] px-4 py-5 tablet:px-8 tablet:py-6">
          <header className="flex items-center justify-between gap-3">
            <p className="flex items-center gap-2 font-semibold">
              <Logo />
              Mostrador
            </p>
            <LocaleSwitch />
          </header>
          <main className="m-auto grid w-full max-w-90 gap-5 py-8">
            <div className="grid gap-1">
              <h1 className="text-[1.75rem] leading-[2.125rem] font-semibold tracking-[-0.03em]">{t('title')}</h1>
              <p className="text-ink-2">{t('subtitle')}</p>
            </div>
            <SignInForm
              words={{
                email: t('email'),
                password: t('password'),
                submit: t('submit'),
                submitting: t('submitting'),
                error: {
                  wrong_credentials: t('error.wrong_credentials'),
                  rate_limited: t('error.rate_limited'),
                  invalid_input: t('error.invalid_input'),
                },
              }}
              email={isDemo && query.demo !== undefined ? demo.email : ''}
              from={from}
            />
            {isDemo ? <DemoNote email={demo.email} from={from} /> : null}
          </main>
          <footer className="text-xs text-ink-3">{t('footer')}</footer>
        </div>
        <CounterScene />
      </div>
    </>
  );
}

/** Offers the demonstration's e-mail; its password is on the terminal of whoever started the server. */
function DemoNote({ email, from }: { email: string; from: string }) {
  const t = useTranslations('login.demo');
  const query = new URLSearchParams({ demo: '', ...(from ? { from } : {}) });
  return (
    <div className="flex items-start gap-3 rounded-md bg-idle-tint px-3.5 py-3 text-sm inset-ring inset-ring-idle-line">
      <Icon shape={flaskIcon} className="mt-0.5 text-idle-mark" />
      <p className="min-w-0 flex-1">
        <span className="block font-medium">{t('title')}</span>
        <span className="text-ink-2">{t('detail', { email })}</span>
      </p>
      <a href={`/login?${query}`} className={buttonClass({ size: 'small' })}>
        {t('use')}
      </a>
    </div>
  );
}
