import { useTranslations } from 'next-intl';
import { CopyButton } from '@/app/_ui/copy-button';
import { Section } from '@/app/_ui/section';

type Step = { readonly name: 'begin' | 'ready' | 'end'; readonly command: string };

/** How a pump or vending machine says that a sale begins, is ready and is over. */
export function ReadySection({ externalPosId, origin }: { externalPosId: string; origin: string }) {
  const [t, ui] = [useTranslations('unattended.ready'), useTranslations('ui')];
  return (
    <Section title={t('title')}>
      <ol className="grid grid-cols-1 gap-3">
        {stepsOf(externalPosId, origin).map(({ name, command }) => (
          <li key={name} className="grid grid-cols-1 gap-1.5 text-sm">
            {t(name)}
            <div className="flex items-start gap-2 rounded-md bg-sunken p-3 inset-ring inset-ring-line">
              <pre className="code min-w-0 flex-1 text-xs whitespace-pre-wrap wrap-anywhere">{command}</pre>
              <CopyButton text={command} label={ui('copy', { what: `curl: ${t(name)}` })} copiedLabel={ui('copied')} />
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function stepsOf(externalPosId: string, origin: string): Step[] {
  const say = (state: string) =>
    [
      `curl -X PUT ${origin}/api/v1/pos/${externalPosId}/unattended \\`,
      '  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\',
      `  -d '{"state":"${state}"}'`,
    ].join('\n');
  const order = {
    external_pos_id: externalPosId,
    items: [{ title: 'Nafta súper', unit_price: '9500', quantity: 1 }],
  };
  const charge = [
    `curl -X POST ${origin}/api/v1/orders \\`,
    '  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\',
    '  -H "Idempotency-Key: $SALE" \\',
    `  -d '${JSON.stringify(order)}'`,
  ].join('\n');
  return [
    { name: 'begin', command: say('in_process') },
    { name: 'ready', command: charge },
    { name: 'end', command: say('unavailable') },
  ];
}
