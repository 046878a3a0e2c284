import { describe, expect, it } from "vitest";
import { dueAt, dueChoices, fieldValue } from "./due.ts";

const MORNING = new Date(2026, 10, 21, 10, 12);
const EVENING = new Date(2026, 10, 21, 19, 0);

describe("the times one may promise", () => {
  it("offers the end of work while work goes on", () => {
    expect(dueChoices(MORNING)).toContain("today");
    expect(dueChoices(EVENING)).not.toContain("today");
  });

  it.each([
    ["half_hour", new Date(2026, 10, 21, 10, 42)],
    ["two_hours", new Date(2026, 10, 21, 12, 12)],
    ["today", new Date(2026, 10, 21, 18, 0)],
    ["tomorrow", new Date(2026, 10, 22, 12, 0)],
  ] as const)("takes %s for what people mean", (choice, due) => {
    expect(dueAt(choice, MORNING)).toEqual(due);
  });

  it("are shown in a field in the agent's own time", () => {
    expect(fieldValue(MORNING)).toBe("2026-11-21T10:12");
  });
});
