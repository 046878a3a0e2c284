import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DEFAULTS, readOptions } from "./options.ts";

const warn = vi.spyOn(console, "warn").mockImplementation(() => {});

beforeEach(() => vi.stubGlobal("location", { href: "https://shop.example/help/" }));
afterEach(() => {
  vi.unstubAllGlobals();
  warn.mockClear();
});

it("reads what a script tag says", () => {
  const options = readOptions({
    server: "https://desk.example:8443/widget.js?v=3",
    lang: "en-GB",
    title: "Acme",
    position: "left",
    offset: "24 96",
    colour: "#0a7d4f",
    greeting: "Hello",
    waybill: "7310 0000-000011",
    form: "name, phone",
    privacy: "/privacy",
    openAfter: "20",
    openOnScroll: "50",
  });
  expect(options).toEqual({
    server: "https://desk.example:8443",
    lang: "en-GB",
    title: "Acme",
    position: "left",
    offset: [24, 96],
    colour: [10, 125, 79],
    greeting: "Hello",
    waybill: "73100000000011",
    form: ["name", "phone"],
    privacy: "https://shop.example/privacy",
    identity: "",
    openAfter: 20,
    openOnScroll: 50,
  });
  expect(warn).not.toHaveBeenCalled();
});

it("takes numbers and lists from JavaScript, and the usual spellings", () => {
  expect(readOptions({ offset: [8], openAfter: 5, form: ["phone"], color: "#fff" })).toMatchObject({
    offset: [8],
    openAfter: 5,
    form: ["phone"],
    colour: [255, 255, 255],
  });
});

it.each([
  ["server", "ftp://desk.example", "https://desk.example"],
  ["lang", "fr", "zh-CN or en"],
  ["title", "x".repeat(41), "40 characters"],
  ["position", "top", "left or right"],
  ["offset", "12px", "0 to 400"],
  ["offset", "-1", "0 to 400"],
  ["offset", "1 2 3", "0 to 400"],
  ["colour", "red", "#0a7d4f"],
  ["colour", "#12345", "#0a7d4f"],
  ["greeting", "x".repeat(201), "200 characters"],
  ["waybill", "no number", "8 to 24 letters and digits"],
  ["waybill", "7310<script>", "8 to 24 letters and digits"],
  ["form", "name password", "name phone waybill"],
  ["privacy", "javascript:alert(1)", "https://shop.example/privacy"],
  ["openAfter", "soon", "1 to 600"],
  ["openAfter", "0", "1 to 600"],
  ["openOnScroll", "101", "1 to 100"],
])("leaves %s out when it is %j, and says what to give", (name, value, hint) => {
  expect(readOptions({ [name]: value })).toEqual(DEFAULTS);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toContain(`"${name}"`);
  expect(warn.mock.calls[0]?.[0]).toContain(hint);
});

it("keeps what was chosen before when a new value is no good", () => {
  const before = readOptions({ colour: "#0a7d4f" });
  expect(readOptions({ colour: "green" }, before)).toEqual(before);
});

it("takes an option back for null and for an empty text", () => {
  const before = readOptions({ waybill: "73100000000011", greeting: "Hello" });
  expect(readOptions({ waybill: null, greeting: "" }, before)).toEqual(DEFAULTS);
});

it("passes over data of other scripts, and over names that every object has", () => {
  expect(readOptions({ cfasync: "false", toString: "x", constructor: "y" } as object)).toEqual(DEFAULTS);
  expect(warn).not.toHaveBeenCalled();
});
