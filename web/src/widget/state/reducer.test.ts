import { describe, expect, it } from "vitest";
import { draft, entry, joinResult, message } from "../testing/factories.ts";
import { type Action, initialState, reduce } from "./reducer.ts";
import type { ChatState } from "./state.ts";

const play = (...actions: Action[]): ChatState => actions.reduce(reduce, initialState());
const joined = (seqs: number[], sameVisitor = true): Action => ({
  type: "joined",
  sameVisitor,
  result: joinResult({ messages: seqs.map((seq) => message({ seq })) }),
});
const seqs = (state: ChatState) => state.threads.map((thread) => thread.messages.map((each) => each.seq));

describe("joining", () => {
  it("shows the history and is online", () => {
    const state = play({ type: "link", link: "joining" }, joined([1, 2]));
    expect(state.link).toBe("online");
    expect(seqs(state)).toEqual([[1, 2]]);
  });

  it("adds to what was known when the connection comes back", () => {
    expect(seqs(play(joined([1, 2]), joined([1, 2, 3])))).toEqual([[1, 2, 3]]);
  });

  it("forgets the history when the desk made a new visitor", () => {
    const state = play(joined([1, 2]), {
      type: "joined",
      sameVisitor: false,
      result: joinResult({ token: "new", conversation: null }),
    });
    expect(state.threads).toEqual([]);
    expect(state.conversation).toBeNull();
  });

  it("keeps unsent messages and makes them this tab's business", () => {
    const entries = [entry("a", { mine: false })];
    const state = play({ type: "restore", entries, now: 1 }, joined([1], false));
    expect(state.outbox).toMatchObject([{ clientId: "a", mine: true }]);
  });
});

describe("messages", () => {
  it("removes the unsent copy when the desk's copy arrives", () => {
    const own = message({ seq: 1, author: "customer", client_id: "a" });
    const state = play({ type: "draft", draft: draft("a"), now: 1 }, { type: "messages", messages: [own] });
    expect(state.outbox).toEqual([]);
    expect(seqs(state)).toEqual([[1]]);
  });

  it("does not take another tab's note for an unsent message when the message is here", () => {
    const own = message({ seq: 1, author: "customer", client_id: "a" });
    const late: Action = { type: "restore", entries: [entry("a", { mine: false })], now: 1 };
    expect(play({ type: "messages", messages: [own] }, late).outbox).toEqual([]);
  });

  it("opens a new thread below the old one when a new conversation begins", () => {
    const first = message({ seq: 1, conversation_id: "c2" });
    expect(seqs(play(joined([1, 2]), { type: "messages", messages: [first] }))).toEqual([[1, 2], [1]]);
  });

  it("takes the typing indicator down when the one who typed has spoken", () => {
    const typing: Action = { type: "typing", notice: { by: "bot", on: true } };
    expect(play(joined([1]), typing).typing).toBe("bot");
    expect(
      play(joined([1]), typing, { type: "messages", messages: [message({ seq: 2 })] }).typing,
    ).toBeNull();
  });
});

describe("delivery", () => {
  const result = { conversation_id: "c1", seq: 2, client_id: "a", at: message({ seq: 2 }).at };

  it("shows our own copy until the desk's copy arrives", () => {
    const state = play(
      joined([1]),
      { type: "draft", draft: draft("a"), now: 1 },
      { type: "delivered", entry: entry("a"), result },
    );
    expect(state.outbox).toEqual([]);
    expect(state.threads[0]?.messages[1]).toMatchObject({ seq: 2, author: "customer", client_id: "a" });
  });

  it("does not overwrite the desk's copy when the acknowledgement comes late", () => {
    const stored = message({ seq: 2, author: "customer", client_id: "a", text: "as stored" });
    const state = play(
      joined([1]),
      { type: "draft", draft: draft("a"), now: 1 },
      { type: "messages", messages: [stored] },
      { type: "delivered", entry: entry("a"), result },
    );
    expect(state.threads[0]?.messages[1]?.text).toBe("as stored");
  });
});

describe("read mark", () => {
  it("only moves forward within a conversation", () => {
    const mark = (seq: number): Action => ({ type: "read", mark: { conversationId: "c1", seq } });
    expect(play(mark(5), mark(3)).read?.seq).toBe(5);
    expect(play(mark(5), mark(6)).read?.seq).toBe(6);
  });
});
