import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SyncRequest } from "../../shared/protocol.ts";
import { ChatStore } from "../state/store.ts";
import { conversation, joinResult, message } from "../testing/factories.ts";
import { FakeDesk } from "../testing/fake-desk.ts";
import { CatchUp, RENEW_MS } from "./catch-up.ts";

/** A joined store that knows messages 1 and 2, and a desk that holds `total`. */
function following(total: number) {
  const store = new ChatStore();
  const all = Array.from({ length: total }, (_, index) => message({ seq: index + 1 }));
  const desk = new FakeDesk({
    qt_sync: ({ after }: SyncRequest) => ({
      ok: true,
      conversation: conversation({ last_seq: total }),
      messages: all.filter((each) => each.seq > after),
    }),
  });
  const catchUp = new CatchUp(store, desk.socket);
  const result = joinResult({ conversation: conversation({ last_seq: 2 }), messages: all.slice(0, 2) });
  store.dispatch({ type: "joined", sameVisitor: true, result });
  const push = (seq: number) => store.dispatch({ type: "messages", messages: [message({ seq })] });
  const seqs = () => store.state.threads[0]?.messages.map((each) => each.seq);
  return { store, desk, catchUp, push, seqs };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("CatchUp", () => {
  it("fetches what is missing after the last message without a gap", async () => {
    const { desk, push, seqs } = following(5);
    push(5);
    await vi.advanceTimersByTimeAsync(300);
    expect(desk.payloads("qt_sync")).toEqual([{ conversation_id: "c1", after: 2 }]);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it("asks nothing when messages only overtook each other", async () => {
    const { desk, push, seqs } = following(4);
    push(4);
    push(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(desk.calls).toEqual([]);
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it("sees from the conversation that the end is missing", async () => {
    const { store, seqs } = following(3);
    store.dispatch({ type: "conversation", conversation: conversation({ last_seq: 3 }) });
    await vi.advanceTimersByTimeAsync(300);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it("stops asking a desk that cannot fill the gap", async () => {
    const { desk, push } = following(3);
    push(9);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(desk.calls.length).toBeLessThanOrEqual(5);
  });

  it("fetches messages with pictures again before their addresses end", async () => {
    const { store, desk, catchUp } = following(2);
    const picture = {
      id: "a",
      kind: "image" as const,
      media_type: "image/jpeg",
      name: "a.jpg",
      size: 1,
      url: "/a",
    };
    store.dispatch({ type: "messages", messages: [message({ seq: 2, attachments: [picture] })] });
    await vi.advanceTimersByTimeAsync(RENEW_MS - 1_000);
    await catchUp.sync();
    await vi.advanceTimersByTimeAsync(1_000);
    await catchUp.sync();
    await catchUp.sync();
    expect(desk.payloads<SyncRequest>("qt_sync").map(({ after }) => after)).toEqual([2, 1, 2]);
  });

  it("asks nothing while the connection is lost", async () => {
    const { store, catchUp, desk } = following(3);
    store.dispatch({ type: "link", link: "lost" });
    await catchUp.sync();
    expect(desk.calls).toEqual([]);
  });
});
