import 'server-only';
import { type CustomerScreen, findCustomerScreen, getNewestOrderForScreen } from '@/db/customer-screens';
import { PAID_SHOWN_MS, type ScreenState, screenState } from '@/lib/domain/customer-screen';
import { actAsSystem } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { drawQr, type QrDrawing } from '@/lib/print/qr';
import { subscribe } from './live';

/** All that a screen for customers gets: no id, no reference, no item, no name of a person. */
export type ScreenView = ScreenState & {
  /** The code to scan, drawn; null while there is none. */
  readonly qr: QrDrawing | null;
  /** When the time to pay began and ends; null while there is nothing to pay. */
  readonly expiresAt: string | null;
  readonly createdAt: string | null;
  readonly readAt: string;
};

/** The screen with an unguessable key, or null when no till has it. */
export function openCustomerScreen(key: string): Promise<CustomerScreen | null> {
  return findCustomerScreen(actAsSystem(), key);
}

/** What the screen with this key shows now, or null when no screen has it. */
export async function readCustomerScreen(key: string): Promise<ScreenView | null> {
  const screen = await findCustomerScreen(actAsSystem(), key);
  return screen && viewOf(screen);
}

/** Beside what it hears, a screen is read this often: a paid sale leaves it, and an address that was renewed ends. */
const READ_MS = 15_000;

/**
 * Tells what the screen with this key shows, at once and whenever that changes, until `close`. `onEnd` says that nobody
 * can be told any more: the address is no longer valid, or the database is away. Null when no screen has the key.
 */
export async function watchCustomerScreen(
  key: string,
  listener: { onView: (view: ScreenView) => void; onBeat: () => void; onEnd: () => void },
): Promise<(() => void) | null> {
  const screen = await findCustomerScreen(actAsSystem(), key);
  if (!screen) return null;
  let told = '';
  let isReading = false;
  let isDue = false;
  let isOpen = true;
  let paidTimer: ReturnType<typeof setTimeout> | null = null;
  const end = () => {
    if (!isOpen) return;
    close();
    listener.onEnd();
  };
  const close = () => {
    isOpen = false;
    clearInterval(timer);
    if (paidTimer) clearTimeout(paidTimer);
    unsubscribe();
  };
  async function read(): Promise<void> {
    isDue = true;
    if (isReading) return;
    isReading = true;
    try {
      // A change that comes while this reads is read once more.
      while (isDue && isOpen) {
        isDue = false;
        const view = await readCustomerScreen(key);
        if (!isOpen) return;
        if (!view) return end();
        tell(view);
      }
    } catch (error) {
      log.warn({ error }, 'a screen for customers could not be read');
      end();
    } finally {
      isReading = false;
    }
  }
  function tell(view: ScreenView): void {
    const { readAt: _always, ...rest } = view;
    const text = JSON.stringify(rest);
    if (text === told) {
      listener.onBeat();
      return;
    }
    told = text;
    listener.onView(view);
    if (paidTimer) clearTimeout(paidTimer);
    paidTimer = view.kind === 'paid' ? setTimeout(() => void read(), PAID_SHOWN_MS + 500) : null;
  }
  const unsubscribe = await subscribe(screen.merchant, {
    onChange: ({ posId }) => {
      if (posId === screen.posId) void read();
    },
    onGap: end,
  });
  const timer = setInterval(() => void read(), READ_MS);
  await read();
  return close;
}

async function viewOf(screen: CustomerScreen): Promise<ScreenView> {
  const now = new Date();
  const order = await getNewestOrderForScreen(screen.merchant, screen.posId);
  const state = screenState(order, now);
  const isPayable = state.kind === 'waiting' || state.kind === 'rejected';
  const text = order?.qrData ?? (order?.mode === 'dynamic' ? null : screen.qrData);
  return {
    ...state,
    qr: isPayable && text ? drawQr(text) : null,
    expiresAt: isPayable ? (order?.expiresAt.toISOString() ?? null) : null,
    createdAt: isPayable ? (order?.createdAt.toISOString() ?? null) : null,
    readAt: now.toISOString(),
  };
}
