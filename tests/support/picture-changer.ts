import http from 'node:http';
import { encode as encodePng } from 'fast-png';
import encodeQr from 'qr';

/** Stands between the application and the simulator, and can put another picture in the place of a POS's code. */
export type PictureChanger = {
  readonly url: string;
  /** Serves this in place of every picture; null lets the right ones through. */
  readonly show: (picture: Uint8Array | null) => void;
  readonly close: () => void;
};

/** Starts one in front of a simulator. */
export async function openPictureChanger(simulatorUrl: string): Promise<PictureChanger> {
  let shown: Uint8Array | null = null;
  const { hostname, port } = new URL(simulatorUrl);
  const server = http.createServer((request, response) => {
    if (shown && request.url?.startsWith('/instore/merchant/qr/')) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(shown);
      return;
    }
    const { method = 'GET', url = '/', headers } = request;
    // The host is kept: the simulator names its pictures by it.
    const onward = http.request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    show: (picture) => {
      shown = picture;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A PNG of a code that says this. */
export function drawPicture(text: string): Uint8Array {
  const pixels = 6;
  const modules = encodeQr(text, 'raw', { ecc: 'medium', border: 4 });
  const size = modules.length * pixels;
  const data = new Uint8Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      data[y * size + x] = modules[Math.floor(y / pixels)]?.[Math.floor(x / pixels)] ? 0 : 255;
  return encodePng({ width: size, height: size, data, channels: 1, depth: 8 });
}
