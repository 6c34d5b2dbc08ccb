import type { SiteId } from './sites';

/** Degrees, south and west negative. */
export type Coordinates = { readonly latitude: number; readonly longitude: number };

/**
 * Reads where a place is from what somebody typed or pasted: two numbers, a `geo:` link, or a link of Google Maps,
 * OpenStreetMap, Apple Maps or Waze. Null when there is no place in it; shortened links (`maps.app.goo.gl`) hold none.
 */
export function readCoordinates(text: string): Coordinates | null {
  // Encyclopedias write a minus that is no hyphen.
  const given = decoded(text.trim()).replaceAll('\u2212', '-');
  if (given.length > 4_000) return null;
  for (const pattern of isLink(given) ? linkPatterns : typedPatterns) {
    const [, latitude, longitude] = pattern.exec(given) ?? [];
    const found = coordinatesOf(latitude, longitude);
    if (found) return found;
  }
  return null;
}

/** Coordinates as people read and paste them. */
export function writeCoordinates({ latitude, longitude }: Coordinates): string {
  return `${latitude}, ${longitude}`;
}

/** Whether a place lies in the box around a country; Mercado Pago refuses one that is outside the account's. */
export function isInCountry({ latitude, longitude }: Coordinates, siteId: SiteId): boolean {
  const [south, west, north, east] = bounds[siteId];
  return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}

const degrees = String.raw`(-?\d{1,3}(?:\.\d{1,15})?)`;

/** The pin before the middle of the map: `!3d…!4d…` is what the link is about, `@…` only what is in sight. */
const linkPatterns = [
  new RegExp(`!3d${degrees}!4d${degrees}`),
  new RegExp(String.raw`[?&#](?:q|query|ll|sll|destination|daddr|center)=(?:loc:)?${degrees},\s*${degrees}`),
  new RegExp(`[?&]mlat=${degrees}&mlon=${degrees}`),
  new RegExp(`^geo:${degrees},${degrees}`, 'i'),
  new RegExp(String.raw`/(?:search|place|dir)/+${degrees},\s*\+?${degrees}`),
  new RegExp(`@${degrees},${degrees}`),
  new RegExp(String.raw`#map=\d{1,2}(?:\.\d+)?/${degrees}/${degrees}`),
];

/** With a comma, a semicolon or a space between; decimals with a comma when something else stands between the two. */
const typedPatterns = [
  new RegExp(String.raw`^\(?${degrees}°?\s*[,;\s]\s*${degrees}°?\)?$`),
  /^\(?(-?\d{1,3},\d{1,15})°?(?:\s*[;\s]|,\s)\s*(-?\d{1,3},\d{1,15})°?\)?$/,
];

function isLink(text: string): boolean {
  return /^(?:https?:\/\/|geo:)/i.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that stands for itself.
    return text;
  }
}

function coordinatesOf(latitude: string | undefined, longitude: string | undefined): Coordinates | null {
  if (latitude === undefined || longitude === undefined) return null;
  const found = { latitude: Number(latitude.replace(',', '.')), longitude: Number(longitude.replace(',', '.')) };
  const isOnEarth = Math.abs(found.latitude) <= 90 && Math.abs(found.longitude) <= 180;
  // Half-typed links and empty maps say 0,0, where nobody has a store.
  const isNowhere = found.latitude === 0 && found.longitude === 0;
  return isOnEarth && !isNowhere ? found : null;
}

/** South, west, north, east of the mainland and the islands that belong to it. Geography, generously rounded. */
const bounds: Readonly<Record<SiteId, readonly [number, number, number, number]>> = {
  MLA: [-56, -74, -21, -53],
  MLB: [-34, -74, 6, -28],
  MLC: [-57, -110, -17, -66],
  MCO: [-5, -82, 14, -66],
  MLM: [14, -119, 33, -86],
  MPE: [-19, -82, 1, -68],
  MLU: [-36, -59, -30, -53],
};
