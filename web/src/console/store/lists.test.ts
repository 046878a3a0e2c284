import { describe, expect, it } from "vitest";
import { message, queueItem, summary } from "../testing/factories.ts";
import type { Action } from "./actions.ts";
import { reduceLists } from "./lists.ts";
import { EMPTY_LISTS, type ListsState } from "./state.ts";

const after = (...actions: Action[]): ListsState =>
  actions.reduce((lists, action) => reduceLists(lists, action, "a1"), EMPTY_LISTS);
const changed = (over: Parameters<typeof summary>[0]): Action => ({
  type: "conversation.changed",
  summary: summary(over),
});
const queue = (at: number, ...ids: string[]): Action => ({
  type: "queue.loaded",
  items: ids.map((id) => queueItem({ conversation_id: id })),
  summaries: ids.map((id) => summary({ conversation_id: id, owner: "queue", agent_id: null })),
  at,
});

describe("a changed conversation", () => {
  it("is not overwritten by an answer of an earlier epoch", () => {
    const lists = after(changed({ epoch: 3, owner: "closed" }), changed({ epoch: 2, owner: "agent" }));
    expect(lists.summaries.c1?.owner).toBe("closed");
  });

  it("is not overwritten by an answer that knows fewer messages", () => {
    const lists = after(changed({ last_seq: 5, summary: "新" }), changed({ last_seq: 4, summary: "旧" }));
    expect(lists.summaries.c1?.summary).toBe("新");
  });

  it("never unreads what the customer has read", () => {
    const lists = after(changed({ customer_read_seq: 3 }), changed({ customer_read_seq: 1, last_seq: 4 }));
    expect(lists.summaries.c1).toMatchObject({ customer_read_seq: 3, last_seq: 4 });
  });
});

describe("a new message", () => {
  const loaded = (...seqs: number[]): Action => ({
    type: "thread.loaded",
    id: "c1",
    messages: seqs.map((seq) => message(seq)),
  });

  it("becomes the last one of its row", () => {
    const lists = after(changed({ last_seq: 3 }), loaded(4, 5));
    expect(lists.summaries.c1).toMatchObject({ last_seq: 5, last_message: { text: "第 5 条" } });
  });

  it("of earlier days changes nothing", () => {
    expect(after(changed({ last_seq: 3 }), loaded(1, 2)).summaries.c1?.last_message?.text).toBe("在吗");
  });
});

describe("a fetched list", () => {
  it("drops what has left my list meanwhile, and nothing else", () => {
    const others = changed({ conversation_id: "c2", agent_id: "a2" });
    const lists = after(changed({}), others, { type: "mine.loaded", summaries: [] });
    expect(Object.keys(lists.summaries)).toEqual(["c2"]);
  });

  it("keeps showing the last good answer when a later fetch fails", () => {
    expect(after(queue(1, "q1"), { type: "list.failed", list: "queue" }).queueLoad).toBe("ready");
    expect(after({ type: "list.failed", list: "queue" }).queueLoad).toBe("failed");
  });
});

describe("arrivals in the queue", () => {
  it("are no news at the first load", () => {
    expect(after(queue(1_000, "q1")).arrivedAt).toEqual({ q1: 0 });
  });

  it("are news once, at the time they were first seen", () => {
    const lists = after(queue(1_000, "q1"), queue(2_000, "q1", "q2"), queue(3_000, "q2", "q1"));
    expect(lists.arrivedAt).toEqual({ q1: 0, q2: 2_000 });
  });

  it("are news again after they had left", () => {
    const lists = after(queue(1_000, "q1"), queue(2_000), queue(3_000, "q1"));
    expect(lists.arrivedAt).toEqual({ q1: 3_000 });
  });
});
