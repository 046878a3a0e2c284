import { describe, expect, it } from "vitest";
import { parseCard } from "./card.ts";
import { measure } from "./length.ts";
import { splitLinks } from "./links.ts";

const links = (text: string) =>
  splitLinks(text)
    .filter((part) => part.href !== null)
    .map((part) => part.href);

describe("splitLinks", () => {
  it.each([
    ["网点电话 0571-88001234。", ["tel:057188001234"]],
    ["请拨13800138000联系", ["tel:13800138000"]],
    ["热线95311，监管12305", ["tel:95311", "tel:12305"]],
    ["400-820-0000", ["tel:4008200000"]],
    ["详见 https://example.cn/a?b=1，谢谢", ["https://example.cn/a?b=1"]],
  ])("finds the links in %s", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each([
    "运单号73100000000022",
    "运单 138001380001234",
    "赔付95311元",
    "2026-11-21",
    "javascript:alert(1)",
  ])("finds none in %s", (text) => {
    expect(links(text)).toEqual([]);
  });

  it("loses no character", () => {
    const text = "a 0571-88001234\n<b>95311</b> https://x.cn/ 12305 z";
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});

describe("parseCard", () => {
  it("reads a tracking card", () => {
    const card = parseCard({
      type: "tracking",
      title: "73100000000022",
      status: "派送中",
      steps: [{ time: "11月21日 09:00", text: "派件" }],
    });
    expect(card).toMatchObject({ title: "73100000000022", tone: "progress", subtitle: "" });
    expect(card?.steps).toEqual([{ time: "11月21日 09:00", text: "派件" }]);
  });

  it("prefers a named tone to the one that it guesses", () => {
    expect(parseCard({ title: "x", status: "已签收", tone: "warning" })?.tone).toBe("warning");
    expect(parseCard({ title: "x", status: "已签收" })?.tone).toBe("good");
    expect(parseCard({ title: "x", status: "别的" })?.tone).toBe("neutral");
  });

  it.each([null, undefined, "text", 7, [], {}, { steps: "no list" }, { title: { html: "<b>" } }])(
    "makes nothing of %j",
    (data) => {
      expect(parseCard(data)).toBeNull();
    },
  );
});

describe("measure", () => {
  it("counts an emoji as one character and ignores blanks around the text", () => {
    expect(measure(` ${"📦".repeat(4000)}\n`)).toMatchObject({ left: 0, over: false, near: true });
  });

  it("says how much is too much", () => {
    expect(measure("x".repeat(4001))).toMatchObject({ left: -1, over: true });
    expect(measure("x".repeat(10))).toMatchObject({ over: false, near: false });
  });
});
