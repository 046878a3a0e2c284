import type { Label } from "../../shared/api.ts";
import { type Dictionaries, type Translate, translator } from "../../shared/i18n.ts";
import type { Lang } from "../../shared/protocol.ts";
import { en } from "./en/index.ts";
import { zh } from "./zh/index.ts";

export type Word = keyof typeof zh;
export type T = Translate<Word>;

const WORDS: Dictionaries<Word> = { "zh-CN": zh, en };

export function wordsIn(lang: Lang): T {
  return translator(WORDS, lang);
}

/** The wording of a code that the desk knows more of than we do; the code itself when it has none. */
export function labelOf(labels: readonly Label[] | undefined, code: string, lang: Lang): string {
  const label = labels?.find((one) => one.code === code);
  if (!label) return code;
  return lang === "en" ? label.en : label.zh;
}

/** The word `prefix.code` if the dictionary has it, else the code: the desk may learn codes before we do. */
export function wordFor(t: T, prefix: string, code: string): string {
  const key = `${prefix}.${code}`;
  return key in zh ? t(key as Word) : code;
}
