/** A note: frequency in hertz, start and length in milliseconds. */
type Note = { readonly hertz: number; readonly atMs: number; readonly ms: number };

const E5 = 659.26;
const B5 = 987.77;
const G3 = 196;
const A4 = 440;

/** What each moment sounds like. Nothing is told by sound alone. */
export const melodies = {
  paid: [
    { hertz: E5, atMs: 0, ms: 90 },
    { hertz: B5, atMs: 100, ms: 220 },
  ],
  rejected: [{ hertz: G3, atMs: 0, ms: 180 }],
  hurry: [{ hertz: A4, atMs: 0, ms: 40 }],
  lost: [
    { hertz: A4, atMs: 0, ms: 110 },
    { hertz: A4, atMs: 190, ms: 110 },
  ],
} as const satisfies Record<string, readonly Note[]>;

export type Melody = keyof typeof melodies;

const LOUDNESS = 0.22;

let context: AudioContext | null = null;

/** Browsers let a page sound only after somebody touched it: call this from the first touch or key of the day. */
export function unlockSounds(): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

/** Plays the notes of a moment; silent while nobody has touched the page yet. */
export function playMelody(melody: Melody): void {
  if (context?.state !== 'running') return;
  for (const note of melodies[melody]) playNote(context, note);
}

/** Says a text in a language, in place of whatever is still being said. */
export function say(text: string, language: string): void {
  if (!('speechSynthesis' in window)) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(utterance);
}

/** Vibrates where a device can: on and off times in milliseconds. */
export function vibrate(pattern: number | readonly number[]): void {
  if ('vibrate' in navigator) navigator.vibrate(typeof pattern === 'number' ? pattern : [...pattern]);
}

function playNote(audio: AudioContext, { hertz, atMs, ms }: Note): void {
  const start = audio.currentTime + atMs / 1000;
  const end = start + ms / 1000;
  const gain = audio.createGain();
  // A soft attack and a tail: a note that begins or ends at once clicks.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.015);
  gain.gain.setValueAtTime(LOUDNESS, Math.max(start + 0.015, end - 0.03));
  gain.gain.exponentialRampToValueAtTime(0.0001, end + 0.12);
  const oscillator = audio.createOscillator();
  oscillator.type = 'triangle';
  oscillator.frequency.value = hertz;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end + 0.15);
}
