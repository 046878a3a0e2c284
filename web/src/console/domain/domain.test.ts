import { describe, expect, it } from "vitest";
import { summary } from "../testing/factories.ts";
import { cardView } from "./card.ts";
import { countdown } from "./deadline.ts";
import { whyNoReply } from "./permission.ts";
import { stopwatch, waitingTone } from "./waiting.ts";

describe("stopwatch", () => {
  it.each([
    [-3, "0:00"],
    [42.9, "0:42"],
    [725, "12:05"],
    [3727, "1:02:07"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(stopwatch(seconds)).toBe(text);
  });

  it("warns at three minutes and alarms at ten", () => {
    expect([179, 180, 600].map(waitingTone)).toEqual(["", "warning", "danger"]);
  });
});

describe("countdown", () => {
  const now = Date.parse("2026-11-21T08:00:00Z");
  it.each([
    ["2026-11-21T07:38:00Z", "overdue", "22 分钟"],
    ["2026-11-21T08:30:00Z", "soon", "30 分钟"],
    ["2026-11-21T10:05:00Z", "later", "2 小时 05 分"],
  ])("%s is %s", (due, urgency, text) => {
    expect(countdown(due, now, "zh-CN")).toEqual({ urgency, text });
  });
});

describe("whyNoReply", () => {
  it("lets only the owner write", () => {
    expect(whyNoReply(summary(), "a1")).toBeNull();
    expect(whyNoReply(summary(), "a2")).toBe("composer.blocked_agent");
    expect(whyNoReply(summary({ owner: "queue", agent_id: null }), "a1")).toBe("composer.blocked_queue");
    expect(whyNoReply(summary({ owner: "closed" }), "a1")).toBe("composer.blocked_closed");
    expect(whyNoReply(undefined, "a1")).toBe("composer.blocked_unknown");
  });
});

describe("cardView", () => {
  it("reads the known parts and keeps unknown ones as label and value", () => {
    const card = {
      type: "tracking",
      title: "中通快递",
      subtitle: "7310",
      status_text: "派送中",
      fields: [{ label: "类型", value: "文件" }],
      steps: [{ time: "08:00", text: "派件" }],
      weight_kg: 1.5,
    };
    expect(cardView(card)).toEqual({
      title: "中通快递 · 7310",
      status: "派送中",
      fields: [
        { label: "类型", value: "文件" },
        { label: "weight_kg", value: "1.5" },
      ],
      steps: [{ time: "08:00", text: "派件" }],
    });
  });

  it("survives any shape", () => {
    expect(cardView({ fields: "x", steps: [null, 3], title: { a: 1 } })).toEqual({
      title: "",
      status: "",
      fields: [],
      steps: [],
    });
  });
});
