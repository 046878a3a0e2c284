import { expect, it } from "vitest";
import { contrast, palette, readColour } from "./colour.ts";

const WHITE = [255, 255, 255];
const read = (value: string | undefined) => readColour(value ?? "") ?? [];

it("reads short and long hexadecimal colours", () => {
  expect(readColour("#0a7d4f")).toEqual([10, 125, 79]);
  expect(readColour("#FA0")).toEqual([255, 170, 0]);
});

it.each(["0a7d4f", "#12", "#1234567", "green", "#ggg", ""])("does not take %j for a colour", (value) => {
  expect(readColour(value)).toBeUndefined();
});

it("knows the contrast of black on white", () => {
  expect(contrast([0, 0, 0], WHITE)).toBeCloseTo(21);
});

it.each(["#ffd400", "#ffffff", "#00ff00", "#ff6a00", "#0a7d4f", "#000000"])("makes %s readable", (given) => {
  const made = palette(read(given));
  const brand = read(made["--qt-brand"]);
  expect(contrast(brand, WHITE)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(brand, read(made["--qt-brand-soft"]))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(read(made["--qt-brand-hover"]), read(made["--qt-brand-soft"]))).toBeGreaterThanOrEqual(4.5);
});

it("leaves a colour alone that is dark enough", () => {
  expect(palette(read("#0a5c3a"))["--qt-brand"]).toBe("#0a5c3a");
});
