import { expect, it } from "vitest";
import { words } from "./words.ts";

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

it("says everything in both languages", () => {
  expect(Object.keys(words.en).sort()).toEqual(Object.keys(words["zh-CN"]).sort());
});

it("uses the same parameters in both languages", () => {
  for (const [key, chinese] of Object.entries(words["zh-CN"])) {
    expect({ key, places: places(words.en[key as keyof typeof words.en]) }).toEqual({
      key,
      places: places(chinese),
    });
  }
});

it("leaves nothing blank", () => {
  const blank = Object.values(words)
    .flatMap((each) => Object.values(each))
    .filter((text) => text.trim() === "");
  expect(blank).toEqual([]);
});
