import 'server-only';
import { getMerchant } from '@/db/merchants';
import { getStickerLook, type StickerLook, type StickerPos, type StickerRow } from '@/db/stickers';
import type { Merchant } from '@/lib/domain/scope';
import type { SiteId } from '@/lib/domain/sites';
import { nextStickerVersion, stickerCode } from '@/lib/domain/sticker';
import { planSheet, type SheetPlan, type SheetProblem, type SheetRequest } from '@/lib/domain/sticker-sheet';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import type { PrintImage } from '@/lib/print/drawing';
import { logoImage } from '@/lib/print/logo';
import { qrModules } from '@/lib/print/qr';
import type { StickerFacts } from '@/lib/print/sticker-art';
import { stickerWords } from '@/lib/print/sticker-words';
import { printable } from '@/lib/print/typeset';

/** One of the standard's eight masks, for every sheet: see decision 0012. */
const MASK = 2;
const USUAL_ACCENT = '#4f46d6';

/** How this merchant's stickers look, ready to draw. */
export type Look = {
  readonly siteId: SiteId | null;
  readonly brandName: string;
  readonly accent: string;
  readonly locale: StickerLook['locale'];
  readonly logo: PrintImage | null;
};

export async function readLook(merchant: Merchant): Promise<Look> {
  const [profile, look] = await Promise.all([getMerchant(merchant), getStickerLook(merchant)]);
  const siteId = profile.account?.siteId ?? null;
  return {
    siteId,
    brandName: look?.brandName ?? profile.name,
    accent: look?.accentColour ?? USUAL_ACCENT,
    locale: look?.locale ?? (siteId === 'MLB' ? 'pt' : 'es'),
    logo: look?.logo && look.logoType ? logoImage({ type: look.logoType, bytes: look.logo }) : null,
  };
}

/** A POS whose sticker can be drawn. */
export type Printable = StickerPos & { readonly qrData: string };

export function isPrintable(pos: StickerPos): pos is Printable {
  return pos.qrData !== null && pos.isActive;
}

/** The version that a sticker of this POS carries when it is printed now. */
export function versionNow(pos: Printable, newest: StickerRow | undefined): number {
  return nextStickerVersion(newest ? { ...newest, isVoided: newest.voidedAt !== null } : null, {
    qrData: pos.qrData,
    posName: pos.name,
    storeName: pos.storeName,
  });
}

/** What the sticker of a POS says. A name of which nothing can be printed gives way to the POS's own code. */
export function factsOf(
  pos: Printable,
  { version, look, now }: { version: number; look: Look; now: Date },
): StickerFacts {
  const code = stickerCode(pos, version);
  return {
    posName: printable(pos.name, 'bold').text || code,
    storeName: printable(pos.storeName, 'regular').text,
    brandName: printable(look.brandName, 'bold').text,
    code,
    date: dayOf(now, pos.timeZone, look.locale),
    modules: qrModules(pos.qrData, MASK),
    words: stickerWords(look.locale, look.siteId),
    logo: look.logo,
    accent: look.accent,
  };
}

/** What of the names a sheet must leave out. */
export function missingCharacters(names: Iterable<string>): string[] {
  const missing = new Set<string>();
  for (const name of names) for (const character of printable(name, 'bold').missing) missing.add(character);
  return [...missing];
}

/** Where everything goes. Throws `invalid_input` at the field that makes it impossible. */
export function planOrRefuse(request: SheetRequest): SheetPlan {
  const plan = planSheet(request);
  if (typeof plan !== 'string') return plan;
  const [field, problem] = whereWrong[plan];
  throw new AppError('invalid_input', `no sheet can be laid out so: ${plan}`, { fields: { [field]: problem } });
}

const whereWrong: Readonly<Record<SheetProblem, [string, FieldErrorCode]>> = {
  out_of_bounds: ['paper', 'invalid'],
  does_not_fit: ['paper', 'too_small'],
  label_too_small: ['paper', 'too_small'],
  no_such_cell: ['start_cell', 'too_large'],
  bleed_too_wide: ['bleed_mm', 'too_large'],
};

/** The day of printing where the till is, short. */
function dayOf(now: Date, timeZone: string, locale: Look['locale']): string {
  const key = `${locale} ${timeZone}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone });
  formats.set(key, format);
  return printable(format.format(now), 'regular').text;
}

/** Making one takes longer than drawing a sticker. */
const formats = new Map<string, Intl.DateTimeFormat>();
