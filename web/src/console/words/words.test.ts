import { expect, it } from "vitest";
import { en } from "./en/index.ts";
import { labelOf, wordFor, wordsIn } from "./index.ts";
import { zh } from "./zh/index.ts";

const places = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

it("has the same places in both languages", () => {
  const words = Object.keys(zh) as (keyof typeof zh)[];
  expect(words.filter((word) => `${places(en[word])}` !== `${places(zh[word])}`)).toEqual([]);
});

it("falls back to the code where the desk knows more than we do", () => {
  const t = wordsIn("en");
  expect(wordFor(t, "channel", "web")).toBe("Web");
  expect(wordFor(t, "channel", "telegram")).toBe("telegram");
  expect(labelOf([{ code: "angry", zh: "情绪激动", en: "Angry" }], "angry", "zh-CN")).toBe("情绪激动");
  expect(labelOf(undefined, "angry", "en")).toBe("angry");
});
