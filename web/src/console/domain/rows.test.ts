import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/protocol.ts";
import { reduce } from "../store/reduce.ts";
import { initialState, type State } from "../store/state.ts";
import { agent, message, promise, queueItem, summary } from "../testing/factories.ts";
import { mineCount, rows, unreadTotal } from "./rows.ts";

function stateWith(...summaries: ReturnType<typeof summary>[]): State {
  const started = reduce(initialState(), { type: "session.started", me: agent() });
  return reduce(started, { type: "mine.loaded", summaries });
}

describe("my conversations", () => {
  const answered = { author: "agent", text: "好的", at: "2026-11-21T08:30:00Z" };
  const waiting = (at: string) => ({ author: "customer", text: "在吗", at });

  it("puts the longest unanswered wait first and the answered ones last", () => {
    const state = stateWith(
      summary({ conversation_id: "answered", last_message: answered }),
      summary({ conversation_id: "short", last_message: waiting("2026-11-21T08:20:00Z") }),
      summary({ conversation_id: "long", last_message: waiting("2026-11-21T08:10:00Z") }),
    );
    expect(rows(state, "mine").map((row) => row.id)).toEqual(["long", "short", "answered"]);
  });

  it("waits from the first unanswered message, and no system line counts as an answer", () => {
    const messages = [
      message(1, { author: "bot" }),
      message(2),
      message(3),
      message(4, { author: "system" }),
    ];
    const state = reduce(stateWith(summary({ last_message: answered })), {
      type: "thread.loaded",
      id: "c1",
      messages,
    });
    expect(rows(state, "mine")[0]?.waitingSince).toBe(Date.UTC(2026, 10, 21, 8, 2));
  });

  it("lets the most urgent of those who wait come first, whoever waits longer", () => {
    const state = stateWith(
      summary({
        conversation_id: "ordinary",
        priority: 2,
        last_message: waiting("2026-11-21T08:10:00Z"),
      }),
      summary({
        conversation_id: "emergency",
        priority: 0,
        last_message: waiting("2026-11-21T08:20:00Z"),
      }),
    );
    expect(rows(state, "mine").map((row) => row.id)).toEqual(["emergency", "ordinary"]);
  });

  it("puts a promise that is due before those who wait for nothing", () => {
    const later = { ...answered, at: "2026-11-21T08:40:00Z" };
    const state = stateWith(
      summary({ conversation_id: "promised", last_message: answered }),
      summary({ conversation_id: "answered", last_message: later }),
      summary({ conversation_id: "waiting", last_message: waiting("2026-11-21T08:50:00Z") }),
    );
    const promises = [promise({ conversation_id: "promised" })];
    const owing = reduce(state, { type: "promises.loaded", promises });
    expect(rows(owing, "mine").map((row) => row.id)).toEqual(["waiting", "promised", "answered"]);
  });

  const waitingSince = (...authors: Message["author"][]) => {
    const messages = authors.map((author, index) => message(index + 1, { author }));
    const loaded = reduce(stateWith(summary()), { type: "thread.loaded", id: "c1", messages });
    return rows(loaded, "mine")[0]?.waitingSince;
  };

  it("takes the assistant's hand-over for no answer", () => {
    const since = waitingSince("customer", "bot", "customer", "customer", "bot", "system");
    expect(since).toBe(Date.UTC(2026, 10, 21, 8, 3));
  });

  it("waits for nobody whom the agent answered, even if the assistant then tells a result", () => {
    expect(waitingSince("customer", "bot", "agent", "bot")).toBeNull();
    expect(waitingSince("system")).toBeNull();
  });

  it("tells when the first promise is due and what did not reach the desk", () => {
    const promises = [
      promise({ conversation_id: "c2" }),
      promise({ due_at: "2026-11-21T08:20:00Z" }),
      promise(),
    ];
    const owing = reduce(stateWith(summary()), { type: "promises.loaded", promises });
    const unsent = { client_id: "x", text: "马上查", at: "", state: "sending" as const, code: null };
    const sending = reduce(owing, { type: "outgoing.queued", id: "c1", message: unsent });
    expect(rows(sending, "mine")[0]).toMatchObject({ dueAt: "2026-11-21T08:20:00Z", unsent: null });
    const failed = reduce(sending, { type: "outgoing.failed", id: "c1", clientId: "x", code: "no_answer" });
    expect(rows(failed, "mine")[0]?.unsent).toBe("马上查");
  });

  it("leaves out what belongs to colleagues", () => {
    const state = stateWith(summary(), summary({ conversation_id: "c2", agent_id: "a2" }));
    expect(rows(state, "mine").map((row) => row.id)).toEqual(["c1"]);
    expect(mineCount(state)).toBe(1);
  });

  it("counts unread customer messages over all of them", () => {
    const messages = [message(1), message(2, { author: "agent" }), message(3), message(4)];
    const state = reduce(stateWith(summary()), { type: "thread.loaded", id: "c1", messages });
    expect(unreadTotal(state)).toBe(2);
  });
});

describe("the queue", () => {
  const waiting = summary({ conversation_id: "q1", owner: "queue", agent_id: null });

  it("keeps the desk's order and counts the waiting time from the fetch", () => {
    const items = [queueItem({ conversation_id: "q2", waiting_s: 5 }), queueItem({ waiting_s: 60 })];
    const state = reduce(stateWith(), { type: "queue.loaded", items, summaries: [waiting], at: 1_000_000 });
    expect(rows(state, "queue").map((row) => [row.id, row.waitingSince])).toEqual([
      ["q2", 995_000],
      ["q1", 940_000],
    ]);
  });

  it("names the customer as soon as the conversation is known", () => {
    const items = [queueItem(), queueItem({ conversation_id: "q2" })];
    const state = reduce(stateWith(), { type: "queue.loaded", items, summaries: [waiting], at: 0 });
    expect(rows(state, "queue").map((row) => row.customer)).toEqual(["陈女士", null]);
  });
});

it("shows supervisors everything but what is closed, the latest change first", () => {
  const state = reduce(stateWith(), {
    type: "all.loaded",
    summaries: [
      summary({ conversation_id: "old", owner: "bot", changed_at: "2026-11-21T07:00:00Z" }),
      summary({ conversation_id: "closed", owner: "closed" }),
      summary({ conversation_id: "new", agent_id: "a2", changed_at: "2026-11-21T09:00:00Z" }),
    ],
  });
  expect(rows(state, "all").map((row) => row.id)).toEqual(["new", "old"]);
});
