import { type Rgb, readColour } from "./colour.ts";
import type { FormField, OptionValues } from "./widget.d.ts";

/** What the site's owner chose, checked; an empty text or 0 stands for "not chosen". */
export interface Options {
  readonly server: string;
  readonly lang: string;
  readonly title: string;
  readonly position: "right" | "left";
  /** Pixels between the button and the window: from its side, from its bottom. */
  readonly offset: readonly number[];
  readonly colour: Rgb | null;
  readonly greeting: string;
  readonly waybill: string;
  readonly form: readonly FormField[];
  /** Address of the site's privacy notice, for the consent line of the form. */
  readonly privacy: string;
  /** The site's signed word about who the customer is. */
  readonly identity: string;
  /** Seconds until the chat opens by itself. */
  readonly openAfter: number;
  /** Percent of the page that were scrolled when the chat opens by itself. */
  readonly openOnScroll: number;
}

export const DEFAULTS: Options = {
  server: "",
  lang: "zh-CN",
  title: "",
  position: "right",
  offset: [],
  colour: null,
  greeting: "",
  waybill: "",
  form: [],
  privacy: "",
  identity: "",
  openAfter: 0,
  openOnScroll: 0,
};

const FIELDS: readonly string[] = ["name", "phone", "waybill"];

/** Reads one value; undefined when it is none of what the second part, shown in the console, asks for. */
type Reader<Name extends keyof Options> = readonly [(value: string) => Options[Name] | undefined, string];

const READERS: { readonly [Name in keyof Options]: Reader<Name> } = {
  server: [(value) => address(value)?.origin, "an address such as https://desk.example"],
  lang: [(value) => (/^(zh|en)\b/i.test(value) ? value : undefined), "zh-CN or en"],
  title: [(value) => short(value, 40), "at most 40 characters"],
  position: [(value) => (value === "left" || value === "right" ? value : undefined), "left or right"],
  offset: [pixels, 'one or two numbers of pixels from 0 to 400, such as "24 96" (side, bottom)'],
  colour: [readColour, "a colour such as #0a7d4f"],
  greeting: [(value) => short(value, 200), "at most 200 characters"],
  waybill: [waybill, "a waybill number: 8 to 24 letters and digits"],
  form: [fields, 'some of "name phone waybill"'],
  privacy: [(value) => address(value)?.href, "an address such as https://shop.example/privacy"],
  identity: [(value) => value, ""],
  openAfter: [(value) => number(value, 600), "seconds from 1 to 600"],
  openOnScroll: [(value) => number(value, 100), "percent of the page from 1 to 100"],
};

/** The names under which options may be written as attributes of `<qiantai-chat>`. */
export const ATTRIBUTES = [...Object.keys(READERS), "heading", "color"].map((name) =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
);

/**
 * `base` with the given values in it. A value that is no good is told in the console, with what is expected, and leaves
 * what was there; null and the empty text take an option back. Names that are no options are passed over.
 */
export function readOptions(values: OptionValues, base: Options = DEFAULTS): Options {
  const options: Record<string, unknown> = { ...base };
  for (const [given, value] of Object.entries(values)) {
    const name = NAMES[given] ?? (given as keyof Options);
    if (!Object.hasOwn(READERS, name) || value === undefined) continue;
    const text = (Array.isArray(value) ? value.join(" ") : String(value ?? "")).trim();
    const [read, expected] = READERS[name];
    const result = text ? read(text) : DEFAULTS[name];
    if (result === undefined) warn(given, text, expected);
    else options[name] = result;
  }
  return options as unknown as Options;
}

const NAMES: Readonly<Record<string, keyof Options>> = { color: "colour", heading: "title" };

function warn(name: string, value: string, expected: string): void {
  // biome-ignore lint/suspicious/noConsole: the console is where the owner of the site looks.
  console.warn(`[Qiantai] "${name}" cannot be "${value.slice(0, 80)}"; give ${expected}. It is left out.`);
}

function short(value: string, most: number): string | undefined {
  return value.length <= most ? value : undefined;
}

/** Only addresses of the web: a `javascript:` link must not come out of an option. */
function address(value: string): URL | undefined {
  const url = URL.canParse(value, location.href) ? new URL(value, location.href) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function number(value: string, most: number): number | undefined {
  return /^\d+(\.\d+)?$/.test(value) && +value > 0 && +value <= most ? +value : undefined;
}

function pixels(value: string): number[] | undefined {
  const numbers = value.split(/[\s,]+/).map(Number);
  return numbers.length < 3 && numbers.every((each) => each >= 0 && each <= 400) ? numbers : undefined;
}

function waybill(value: string): string | undefined {
  const plain = value.replace(/[\s-]/g, "").toUpperCase();
  return /^(?=.*\d)[A-Z0-9]{8,24}$/.test(plain) ? plain : undefined;
}

function fields(value: string): FormField[] | undefined {
  const names = value.split(/[\s,]+/);
  return names.every((name) => FIELDS.includes(name)) ? ([...new Set(names)] as FormField[]) : undefined;
}
