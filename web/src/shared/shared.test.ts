import { describe, expect, it } from "vitest";
import { fill, pickLang } from "./i18n.ts";
import { newClientId } from "./ids.ts";
import { clock, dayAndClock, duration, secondsUntil } from "./time.ts";

const BEIJING = "Asia/Shanghai";
const NOW = new Date("2026-11-21T13:05:00Z");

describe("time", () => {
  it("shows the clock of the zone", () => {
    expect(clock("2026-11-20T16:05:00+00:00", "zh-CN", BEIJING)).toBe("00:05");
  });

  it.each([
    ["2026-11-21T01:05:00Z", "09:05"],
    ["2026-11-20T15:59:00Z", "昨天 23:59"],
    ["2026-11-03T01:05:00Z", "11月3日 09:05"],
    ["2025-11-03T01:05:00Z", "2025年11月3日 09:05"],
  ])("names the day of %s only as far as needed", (at, shown) => {
    expect(dayAndClock(at, "zh-CN", NOW, BEIJING)).toBe(shown);
  });

  it.each([
    [-5, "0 秒"],
    [59, "59 秒"],
    [60, "1 分钟"],
    [7500, "2 小时 05 分"],
    [601_200, "6 天 23 小时"],
  ])("says %d seconds", (seconds, shown) => {
    expect(duration(seconds, "zh-CN")).toBe(shown);
  });

  it("counts down and below zero", () => {
    expect(secondsUntil("2026-11-21T13:06:00Z", NOW)).toBe(60);
    expect(secondsUntil("2026-11-21T13:04:00Z", NOW)).toBe(-60);
  });
});

describe("language", () => {
  it.each([
    ["en-US", "en"],
    ["EN", "en"],
    ["zh-TW", "zh-CN"],
    ["", "zh-CN"],
    [null, "zh-CN"],
  ])("picks for %s", (tag, lang) => {
    expect(pickLang(tag)).toBe(lang);
  });

  it("shows a place that nobody filled", () => {
    expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
  });
});

describe("newClientId", () => {
  it("is a UUID of version 4, with and without randomUUID", () => {
    const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const secure = crypto.randomUUID;
    expect(newClientId()).toMatch(pattern);
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    expect(newClientId()).toMatch(pattern);
    Object.defineProperty(crypto, "randomUUID", { value: secure, configurable: true });
  });
});
