import { describe, expect, it } from "vitest";
import { message, note } from "../testing/factories.ts";
import type { Action } from "./actions.ts";
import { EMPTY_THREAD, type OutgoingMessage, type Thread } from "./state.ts";
import { lastSeq, reduceThreads, unreadCount } from "./threads.ts";

function after(...actions: Action[]): Thread {
  return actions.reduce(reduceThreads, {}).c1 ?? EMPTY_THREAD;
}
const loaded = (...messages: ReturnType<typeof message>[]): Action => ({
  type: "thread.loaded",
  id: "c1",
  messages,
});
const outgoing: OutgoingMessage = {
  client_id: "k1",
  text: "您好",
  at: "2026-11-21T08:00:00Z",
  state: "sending",
  code: null,
};
const queued: Action = { type: "outgoing.queued", id: "c1", message: outgoing };

describe("messages", () => {
  it("are kept once each and in order, whatever order they come in", () => {
    const thread = after(loaded(message(2), message(3)), loaded(message(1), message(2)));
    expect(thread.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(lastSeq(thread)).toBe(3);
  });

  it("take the place of what was on its way with the same client_id", () => {
    const thread = after(queued, loaded(message(1, { author: "agent", client_id: "k1" })));
    expect(thread.outgoing).toEqual([]);
    expect(thread.messages).toHaveLength(1);
  });

  it("of others leave it on its way", () => {
    expect(after(queued, loaded(message(1))).outgoing).toEqual([outgoing]);
  });
});

describe("what is on its way", () => {
  const failed: Action = { type: "outgoing.failed", id: "c1", clientId: "k1", code: "no_answer" };

  it("says why it failed, and forgets it at the next attempt", () => {
    expect(after(queued, failed).outgoing[0]).toMatchObject({ state: "failed", code: "no_answer" });
    const retried: Action = { type: "outgoing.retried", id: "c1", clientId: "k1" };
    expect(after(queued, failed, retried).outgoing[0]).toEqual(outgoing);
  });

  it("can be dropped", () => {
    expect(after(queued, failed, { type: "outgoing.dropped", id: "c1", clientId: "k1" }).outgoing).toEqual(
      [],
    );
  });
});

describe("unread", () => {
  it("begins after the agent's last message, because nobody answers what they have not read", () => {
    expect(unreadCount(after(loaded(message(1), message(2, { author: "agent" }), message(3))))).toBe(1);
  });

  it("counts only what customers wrote, until it was on screen", () => {
    const news = [loaded(message(1)), loaded(message(2, { author: "system" }), message(3))];
    expect(unreadCount(after(...news))).toBe(2);
    expect(unreadCount(after(...news, { type: "thread.seen", id: "c1" }))).toBe(0);
    expect(unreadCount(after(...news, { type: "thread.seen", id: "c1" }, loaded(message(4))))).toBe(1);
  });

  it("is unknown, not zero messages seen, before the thread was loaded", () => {
    expect(after({ type: "thread.loading", id: "c1" }, { type: "thread.seen", id: "c1" }).seen).toBeNull();
  });
});

describe("loading", () => {
  it("shows a skeleton only the first time", () => {
    expect(after({ type: "thread.loading", id: "c1" }).load).toBe("loading");
    expect(after(loaded(message(1)), { type: "thread.loading", id: "c1" }).load).toBe("ready");
  });

  it("replaces a note that comes twice", () => {
    const thread = after(
      { type: "note.added", id: "c1", note: note() },
      { type: "note.added", id: "c1", note: note({ text: "改过" }) },
    );
    expect(thread.notes.map(({ text }) => text)).toEqual(["改过"]);
  });
});
