import { expect, it } from "vitest";
import { readOptions } from "./embed.ts";

const SOURCE = "https://desk.example:8443/widget.js?v=3";

it("looks for the desk where the script came from", () => {
  expect(readOptions(SOURCE, {}).attributes).toEqual({ server: "https://desk.example:8443" });
});

it("passes on what the script tag says", () => {
  const data = { lang: "en", title: "Acme", position: "left", server: "https://other.example" };
  expect(readOptions(SOURCE, data).attributes).toEqual({
    server: "https://other.example",
    lang: "en",
    heading: "Acme",
    position: "left",
  });
});

it("leaves the placing to the page when it asks for that", () => {
  expect(readOptions(SOURCE, { mount: "manual" }).mount).toBe(false);
});
