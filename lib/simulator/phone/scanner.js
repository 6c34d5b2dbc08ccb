const pauseMs = 250;

/** The text of the QR in a picture; null when none is found. */
export async function readCodeInPicture(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  return bitmap === null ? null : findCode(await openDetector(), bitmap);
}

/** Starts the camera and looks for a QR until one is found or it is stopped; null when there is no camera or no leave to use it. */
export async function startCamera(onText, onStop) {
  const stream = await navigator.mediaDevices?.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => null);
  if (!stream) return null;
  const detector = await openDetector();
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  let isOver = false;
  let timer = setTimeout(look, pauseMs);

  /** One look after the other: on a slow machine one takes longer than the pause. */
  async function look() {
    const text = await findCode(detector, video);
    if (isOver) return;
    if (text === null) {
      timer = setTimeout(look, pauseMs);
      return;
    }
    stop();
    onText(text);
  }

  function stop() {
    isOver = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    onStop();
  }

  return { stream, stop };
}

/** The browser's own reader of codes, where it reads QR; most desktops have none, and get one that is loaded when it is needed. */
async function openDetector() {
  const own = globalThis.BarcodeDetector;
  const formats = (await own?.getSupportedFormats().catch(() => [])) ?? [];
  const Detector = formats.includes('qr_code') ? own : (await import('/_phone/qr/decode.js')).BarcodeDetector;
  return new Detector({ formats: ['qr_code'] });
}

async function findCode(detector, source) {
  const codes = await detector.detect(source).catch(() => []);
  return codes[0]?.rawValue ?? null;
}
