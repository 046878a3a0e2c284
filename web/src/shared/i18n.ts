import type { Lang } from "./protocol.ts";

export const LANGS: readonly Lang[] = ["zh-CN", "en"];

/** Words of one language; `{name}` marks a place for a parameter. */
export type Dictionary<Key extends string> = Readonly<Record<Key, string>>;
export type Dictionaries<Key extends string> = Readonly<Record<Lang, Dictionary<Key>>>;
export type Params = Readonly<Record<string, string | number>>;
export type Translate<Key extends string> = (key: Key, params?: Params) => string;

/** Chooses the language that a tag such as `en-US` or `zh` asks for; Chinese when it asks for none of ours. */
export function pickLang(tag: string | null | undefined): Lang {
  return tag?.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}

/** Fills `{name}` places; a place without a parameter stays visible, so that a mistake is seen. */
export function fill(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/** Binds dictionaries to one language. */
export function translator<Key extends string>(words: Dictionaries<Key>, lang: Lang): Translate<Key> {
  const dictionary = words[lang];
  return (key, params) => fill(dictionary[key], params);
}
