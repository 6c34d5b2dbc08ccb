import type { QrModules } from './qr';
import type { Type } from './typeset';

/** A picture that a sheet shows: pixels with their transparency, or a JPEG as it is. */
export type PrintImage = { readonly width: number; readonly height: number } & (
  | { readonly kind: 'pixels'; readonly rgb: Uint8Array; readonly alpha: Uint8Array | null }
  | { readonly kind: 'jpeg'; readonly bytes: Uint8Array; readonly channels: 1 | 3 }
);

/** `#rrggbb`. Black is printed with black ink alone. */
export type Colour = string;

/** One thing on paper. Places are in millimetres from the top left corner of what it is drawn on. */
export type Mark =
  | {
      readonly kind: 'rectangle';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill?: Colour;
      readonly stroke?: { readonly colour: Colour; readonly width: number };
      readonly radius?: number;
    }
  | {
      readonly kind: 'lines';
      /** From x, y to x, y each. */
      readonly lines: readonly (readonly [number, number, number, number])[];
      readonly colour: Colour;
      readonly width: number;
      /** Length of dashes and of the gaps between them. */
      readonly dash?: number;
    }
  | {
      readonly kind: 'text';
      /** Where `align` says on the line that letters stand on. */
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly type: Type;
      readonly align?: 'left' | 'center' | 'right';
      readonly colour?: Colour;
    }
  /** A code, its quiet zone included in `size`. */
  | { readonly kind: 'qr'; readonly x: number; readonly y: number; readonly size: number; readonly modules: QrModules }
  | {
      readonly kind: 'image';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly image: PrintImage;
    }
  /** Marks with an origin of their own, turned clockwise around it. */
  | {
      readonly kind: 'group';
      readonly x: number;
      readonly y: number;
      readonly turn?: 0 | 90 | 180 | 270;
      readonly marks: readonly Mark[];
    };

/** A page in millimetres. */
export type Page = { readonly width: number; readonly height: number; readonly marks: readonly Mark[] };
