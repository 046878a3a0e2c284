import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SendRequest } from "../../shared/protocol.ts";
import { ChatStore } from "../state/store.ts";
import { conversation, draft, minute } from "../testing/factories.ts";
import { FakeDesk } from "../testing/fake-desk.ts";
import { type BringFile, Sender } from "./sender.ts";
import { Refused } from "./upload.ts";

const refusal = (error: string) => ({ ok: false, error, message: `refused: ${error}` });
const accepted = (request: SendRequest, seq: number) => ({
  ok: true,
  conversation_id: "c1",
  client_id: request.client_id,
  seq,
  at: minute(seq),
});

/** An online store with these texts waiting, and a sender towards a desk that answers so. */
function waiting(texts: string[], answer: (request: SendRequest, nth: number) => unknown) {
  const store = new ChatStore();
  store.dispatch({ type: "link", link: "online" });
  for (const text of texts) store.dispatch({ type: "draft", draft: draft(text, { text }), now: 1 });
  const desk: FakeDesk = new FakeDesk({
    qt_send: (request: SendRequest) => answer(request, desk.payloads("qt_send").length),
    qt_human: () => ({ ok: true, conversation: conversation({ owner: "queue", queue_position: 2 }) }),
  });
  const rejoin = vi.fn();
  const sender = new Sender(store, desk.socket, rejoin);
  const sent = () => desk.payloads<SendRequest>("qt_send").map((request) => request.client_id);
  return { store, sender, rejoin, sent, desk };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("Sender", () => {
  it("sends everything in order and empties the outbox", async () => {
    const { store, sender, sent } = waiting(["a", "b", "c"], accepted);
    await sender.flush();
    expect(sent()).toEqual(["a", "b", "c"]);
    expect(store.state.outbox).toEqual([]);
    expect(store.state.threads[0]?.messages.map((each) => each.text)).toEqual(["a", "b", "c"]);
  });

  it("repeats an unacknowledged message under the same client_id before it goes on", async () => {
    const { sender, sent } = waiting(["a", "b"], (request, nth) =>
      nth === 1 ? new Error("timeout") : accepted(request, nth),
    );
    await sender.flush();
    expect(sent()).toEqual(["a"]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent()).toEqual(["a", "a", "b"]);
  });

  it("gives up after three attempts and goes on with the next message", async () => {
    const { store, sender, sent } = waiting(["a", "b"], (request, nth) =>
      request.client_id === "a" ? new Error("timeout") : accepted(request, nth),
    );
    await sender.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent()).toEqual(["a", "a", "a", "b"]);
    expect(store.state.outbox).toMatchObject([{ clientId: "a", state: "failed" }]);
  });

  it("keeps a refused message with the desk's words", async () => {
    const { store, sender } = waiting(["a"], () => refusal("bad_request"));
    await sender.flush();
    expect(store.state.outbox).toMatchObject([{ state: "failed", reason: "refused: bad_request" }]);
  });

  it("waits when the desk says that it was too much at once", async () => {
    const { store, sender, sent } = waiting(["a"], (request, nth) =>
      nth === 1 ? refusal("too_many_messages") : accepted(request, nth),
    );
    await sender.flush();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent()).toEqual(["a", "a"]);
    expect(store.state.outbox).toEqual([]);
  });

  it("introduces itself again when the desk does not know it", async () => {
    const { store, sender, rejoin } = waiting(["a"], () => refusal("not_joined"));
    await sender.flush();
    expect(rejoin).toHaveBeenCalledOnce();
    expect(store.state.outbox).toMatchObject([{ clientId: "a", state: "sending" }]);
  });

  it("sends nothing without a connection, and does not count that as an attempt", async () => {
    const { store, sender, sent } = waiting(["a"], accepted);
    store.dispatch({ type: "link", link: "lost" });
    await sender.flush();
    expect(sent()).toEqual([]);
    expect(store.state.outbox[0]?.attempts).toBe(0);
  });

  it("passes on the wish for a person and shows the queue", async () => {
    const { store, sender, desk } = waiting([], accepted);
    store.dispatch({ type: "draft", draft: draft("h", { kind: "human", text: "" }), now: 1 });
    await sender.flush();
    expect(desk.payloads("qt_human")).toEqual([{ client_id: "h" }]);
    expect(store.state.conversation?.owner).toBe("queue");
    expect(store.state.outbox).toEqual([]);
  });

  describe("with files", () => {
    const file = { name: "a.jpg", size: 3, kind: "image" as const, preview: null, stored: null };
    const stored = (id: string) => ({
      id,
      kind: "image" as const,
      media_type: "image/jpeg",
      name: "a.jpg",
      size: 3,
      url: `/${id}`,
    });

    function withFiles(bring: BringFile) {
      const { store, desk } = waiting([], accepted);
      store.dispatch({ type: "draft", draft: draft("f", { text: "", files: [file, file] }), now: 1 });
      return { store, desk, sender: new Sender(store, desk.socket, vi.fn(), bring) };
    }

    it("brings every file first and then sends their ids", async () => {
      const { store, desk, sender } = withFiles(async (_, index) => stored(`id${index}`));
      await sender.flush();
      expect(desk.payloads("qt_send")).toEqual([{ client_id: "f", text: "", attachments: ["id0", "id1"] }]);
      expect(store.state.threads[0]?.messages[0]?.attachments.map(({ id }) => id)).toEqual(["id0", "id1"]);
    });

    it("does not bring again what is there already", async () => {
      const brought: number[] = [];
      const { desk, sender } = withFiles(async (_, index) => {
        brought.push(index);
        if (brought.length === 2) throw new Error("network");
        return stored(`id${index}`);
      });
      await sender.flush();
      expect(desk.payloads("qt_send")).toEqual([]);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(brought).toEqual([0, 1, 1]);
      expect(desk.payloads("qt_send")).toHaveLength(1);
    });

    it.each([
      ["unsupported_type", async () => Promise.reject(new Refused("unsupported_type"))],
      ["file_lost", async () => null],
    ] as [string, BringFile][])("keeps a message whose file is refused: %s", async (reason, bring) => {
      const { store, desk, sender } = withFiles(bring);
      await sender.flush();
      expect(store.state.outbox).toMatchObject([{ state: "failed", reason }]);
      expect(desk.payloads("qt_send")).toEqual([]);
    });

    it("brings files again that somebody else brought, once", async () => {
      let brought = 0;
      const { store, desk } = waiting([], () => refusal("unknown_attachment"));
      store.dispatch({ type: "draft", draft: draft("f", { text: "", files: [file] }), now: 1 });
      const sender = new Sender(store, desk.socket, vi.fn(), async () => stored(`id${++brought}`));
      await sender.flush();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(desk.payloads("qt_send")).toMatchObject([{ attachments: ["id1"] }, { attachments: ["id2"] }]);
      expect(store.state.outbox).toMatchObject([{ state: "failed", reason: "unknown_attachment" }]);
    });

    it("sends nothing that was given up while it was brought", async () => {
      const { store, desk, sender } = withFiles(async () => {
        store.dispatch({ type: "drop", clientId: "f" });
        return stored("id");
      });
      await sender.flush();
      expect(desk.payloads("qt_send")).toEqual([]);
    });
  });

  it("sends the payload only of a tapped button", async () => {
    const { store, sender, desk } = waiting(["a"], accepted);
    store.dispatch({ type: "draft", draft: draft("b", { text: "文件", payload: "/inform" }), now: 1 });
    await sender.flush();
    expect(desk.payloads("qt_send")).toEqual([
      { client_id: "a", text: "a" },
      { client_id: "b", text: "文件", payload: "/inform" },
    ]);
  });
});
