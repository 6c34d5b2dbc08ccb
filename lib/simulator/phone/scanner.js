const pauseMs = 250;

/** Whether this browser can find a QR in a picture by itself. */
export const canReadPictures = 'BarcodeDetector' in globalThis;

/** The text of the QR in a picture; null when none is found. */
export async function readCodeInPicture(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  return bitmap === null ? null : findCode(bitmap);
}

/** Starts the camera and looks for a QR until one is found or it is stopped; null when there is no camera or no leave to use it. */
export async function startCamera(onText, onStop) {
  const stream = await navigator.mediaDevices?.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => null);
  if (!stream) return null;
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  const timer = setInterval(look, pauseMs);

  async function look() {
    const text = await findCode(video);
    if (text === null) return;
    stop();
    onText(text);
  }

  function stop() {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    onStop();
  }

  return { stream, stop };
}

async function findCode(source) {
  const detector = new globalThis.BarcodeDetector({ formats: ['qr_code'] });
  const codes = await detector.detect(source).catch(() => []);
  return codes[0]?.rawValue ?? null;
}
