import { describe, expect, it } from "vitest";
import { isNewlineKey, isSendKey } from "./keys.ts";

const key = (over: Partial<KeyboardEvent> = {}) => ({
  key: "Enter",
  isComposing: false,
  keyCode: 13,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...over,
});

describe("with Enter sending", () => {
  it("Enter sends, Ctrl+Enter and ⌘Enter make a new line", () => {
    expect(isSendKey(key(), true)).toBe(true);
    expect(isSendKey(key({ ctrlKey: true }), true)).toBe(false);
    expect(isNewlineKey(key({ ctrlKey: true }), true)).toBe(true);
    expect(isNewlineKey(key({ metaKey: true }), true)).toBe(true);
  });

  it("Shift+Enter is left to the browser, which makes a new line", () => {
    expect(isSendKey(key({ shiftKey: true }), true)).toBe(false);
    expect(isNewlineKey(key({ shiftKey: true }), true)).toBe(false);
  });
});

describe("with Ctrl+Enter sending", () => {
  it("Enter is left to the browser", () => {
    expect(isSendKey(key({ ctrlKey: true }), false)).toBe(true);
    expect(isSendKey(key(), false)).toBe(false);
    expect(isNewlineKey(key(), false)).toBe(false);
  });
});

it("Enter only chooses a word while an input method composes", () => {
  expect(isSendKey(key({ isComposing: true }), true)).toBe(false);
  expect(isSendKey(key({ keyCode: 229 }), true)).toBe(false);
  expect(isNewlineKey(key({ ctrlKey: true, isComposing: true }), true)).toBe(false);
});
