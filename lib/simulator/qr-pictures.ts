import { encode } from 'uqr';
import { type Account, siteOf } from './accounts';
import { readId } from './json-value';
import { writePdf } from './pdf';
import { type Bitmap, writePng } from './png';
import type { PointOfSale } from './pos';
import { drawPoster, type PosterLines } from './poster';
import { writePosText } from './qr-text';
import { refuseGeneric } from './refusal';
import type { Reply } from './reply';
import type { Call, Route } from './route';

const modulePixels = 12;

/** The squares of a QR at level M with its quiet zone of four modules. */
export function drawQr(text: string): boolean[][] {
  return encode(text, { ecc: 'M', border: 4 }).data;
}

function scale(modules: boolean[][], pixels: number): Bitmap {
  const size = modules.length * pixels;
  return {
    width: size,
    height: size,
    isDark: (x, y) => modules[Math.floor(y / pixels)]?.[Math.floor(x / pixels)] ?? false,
  };
}

/** The pictures of a POS are public, as their unguessable address is all they need. */
function servePicture(call: Call): Reply {
  const { world } = call.simulation;
  const pos = world.pos.get(readId(call.param('pos_id')) ?? 0);
  const account = world.accounts.get(pos?.userId ?? 0);
  const file = call.param('file');
  if (!pos || !account) throw refuseGeneric(404, 'not_found', 'There is no such picture');
  const modules = drawQr(writePosText(account, pos));
  if (file === `${pos.uuid}.png`) return writePicture(writePng(scale(modules, modulePixels)), 'image/png');
  const lines = posterLines(call, pos, account);
  if (file === `template_${pos.uuid}.png`) return writePicture(writePng(drawPoster(modules, lines)), 'image/png');
  if (file === `template_${pos.uuid}.pdf`) return writePicture(writePdf(modules, lines), 'application/pdf');
  throw refuseGeneric(404, 'not_found', 'There is no such picture');
}

function posterLines(call: Call, pos: PointOfSale, account: Account): PosterLines {
  const store = call.simulation.world.stores.get(pos.storeId);
  return [
    account.businessName,
    `${store?.name ?? ''} - ${pos.name}`,
    `${pos.externalId ?? ''} - ${siteOf(account).countryName}`,
    'SIMULATOR: not a real Mercado Pago code',
  ];
}

function writePicture(content: Buffer, type: string): Reply {
  return { status: 200, bytes: { content, type }, headers: { 'cache-control': 'public, max-age=31536000, immutable' } };
}

/** The pictures behind `qr.image`, `qr.template_image` and `qr.template_document`. */
export const qrPictureRoutes: Route[] = [
  { method: 'GET', pattern: '/instore/merchant/qr/:pos_id/:file', handle: servePicture },
];
