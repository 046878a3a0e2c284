import { describe, expect, it } from "vitest";
import { work } from "../testing/desk.ts";
import { enquiry, promise } from "../testing/factories.ts";

const SUGGESTION = { text: "半小时内给您答复", due_at: "2026-11-21T08:30:00+00:00" };
const POSTED = "POST /conversations/c1/promises";
const words = ({ store }: ReturnType<typeof work>): string[] => store.state.ui.toasts.map(({ word }) => word);

describe("a promise in the agent's own words", () => {
  const sent = { seq: 4, at: "2026-11-21T08:00:00+00:00", suggested_promise: SUGGESTION };

  it("is suggested after it was sent, and recorded by one click", async () => {
    const bodies: unknown[] = [];
    const record = (body: unknown): object => {
      bodies.push(body);
      return promise();
    };
    const desk = work({ "POST /conversations/c1/messages": sent, [POSTED]: record });
    desk.replies.reply("c1", SUGGESTION.text);
    await expect.poll(() => desk.store.state.work.suggested.c1).toEqual(SUGGESTION);
    await desk.work.acceptSuggestion("c1");
    expect(bodies).toEqual([SUGGESTION]);
    expect(desk.store.state.work.suggested.c1).toBeUndefined();
    expect(words(desk)).toEqual(["promise.done"]);
  });

  it("stays suggested when it could not be recorded", async () => {
    const desk = work({ [POSTED]: { status: 409, error: "not_owner" } });
    desk.store.dispatch({ type: "promise.suggested", id: "c1", suggestion: SUGGESTION });
    await desk.work.acceptSuggestion("c1");
    expect(desk.store.state.work.suggested.c1).toEqual(SUGGESTION);
  });
});

describe("a promise that is due soon", () => {
  it("is told, and counted until it is kept", async () => {
    const desk = work({ "GET /promises": [promise()], "PATCH /promises/p1": promise({ state: "kept" }) });
    desk.work.noticed({ ...promise(), notice: "due_soon" });
    expect(words(desk)).toEqual(["promise.soon"]);
    await expect.poll(() => desk.store.state.work.due.length).toBe(1);
    desk.answers["GET /promises"] = [];
    await desk.work.keep("p1");
    await expect.poll(() => desk.store.state.work.due.length).toBe(0);
  });
});

describe("a case", () => {
  it("is taken and resolved under the version that was on screen", async () => {
    const bodies: unknown[] = [];
    const change = (body: unknown): object => {
      bodies.push(body);
      return enquiry();
    };
    const desk = work({ "PATCH /cases/CX112100001": change });
    await desk.work.take(enquiry());
    await desk.work.resolve(enquiry({ state: "in_progress", version: 4 }), "已找到");
    expect(bodies).toEqual([
      { version: 3, state: "in_progress", owner_id: "a1" },
      { version: 4, state: "resolved", result: "已找到" },
    ]);
  });

  it("that a colleague changed meanwhile is not resolved", async () => {
    const desk = work({ "PATCH /cases/CX112100001": { status: 409, error: "conflict" } });
    expect(await desk.work.resolve(enquiry(), "已找到")).toBe(false);
  });
});
