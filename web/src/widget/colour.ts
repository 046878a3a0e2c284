/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly number[];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** WCAG AA for text; a little more, because the results are rounded. */
const ENOUGH = 4.55;

/** Reads `#rgb` or `#rrggbb`; undefined for anything else. */
export function readColour(value: string): Rgb | undefined {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(value)?.[1];
  if (!digits) return undefined;
  const pairs = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  return [0, 2, 4].map((at) => Number.parseInt(pairs.slice(at, at + 2), 16));
}

/**
 * The brand colours of the widget, made from one. It is darkened until white text on it, and it as text on its own
 * light shade, can be read by everybody (4.5:1).
 */
export function palette(wanted: Rgb): Record<string, string> {
  let brand = wanted;
  while (contrast(brand, mix(brand, WHITE, 0.92)) < ENOUGH) brand = mix(brand, BLACK, 0.06);
  return {
    "--qt-brand": css(brand),
    "--qt-brand-bright": css(brand),
    "--qt-brand-glow": `${css(brand)}57`,
    "--qt-brand-hover": css(mix(brand, BLACK, 0.16)),
    "--qt-brand-active": css(mix(brand, BLACK, 0.32)),
    "--qt-brand-soft": css(mix(brand, WHITE, 0.92)),
    "--qt-brand-line": css(mix(brand, WHITE, 0.75)),
  };
}

function mix(colour: Rgb, other: Rgb, share: number): Rgb {
  return colour.map((part, at) => part + ((other[at] ?? 0) - part) * share);
}

/** The ratio of WCAG 2.2, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function css(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}
