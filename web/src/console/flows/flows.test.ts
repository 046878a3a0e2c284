import { describe, expect, it, vi } from "vitest";
import { type Answers, work } from "../testing/desk.ts";
import { message, queueItem, summary } from "../testing/factories.ts";

const messagesOf = (id: string, after: number): string => `GET /conversations/${id}/messages?after=${after}`;

/** A conversation of the agent's own with its first two messages loaded and open on screen. */
async function opened(answers: Answers = {}) {
  const mine = { "GET /conversations/c1": summary(), [messagesOf("c1", 0)]: [message(1), message(2)] };
  const desk = work({ ...mine, "GET /conversations/c1/notes": [], ...answers });
  await desk.threads.open("c1");
  const seqs = (): (number | undefined)[] =>
    (desk.store.state.threads.c1?.messages ?? []).map(({ seq }) => seq);
  return { ...desk, seqs };
}

describe("a message from the live line", () => {
  it("is appended without asking when it is the next one", async () => {
    const { threads, asked, seqs } = await opened();
    const before = asked.length;
    await threads.received(message(3, { author: "agent" }));
    expect(seqs()).toEqual([1, 2, 3]);
    expect(asked).toHaveLength(before);
  });

  it("beyond a gap makes the console fetch the gap", async () => {
    const { threads, seqs } = await opened({ [messagesOf("c1", 2)]: [message(3), message(4), message(5)] });
    await threads.received(message(5, { author: "agent" }));
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it("of a conversation that was never opened loads it from the start", async () => {
    const desk = work({ [messagesOf("c1", 0)]: [message(1), message(2)] });
    await desk.threads.received(message(2, { author: "agent" }));
    expect(desk.store.state.threads.c1?.messages).toHaveLength(2);
  });
});

describe("an address that leads nowhere", () => {
  it("says so and shows no conversation", async () => {
    const desk = work({});
    await desk.threads.open("gone");
    expect(desk.store.state.ui.selected).toBeNull();
    expect(desk.store.state.ui.toasts.map(({ word }) => word)).toEqual(["error.not_found"]);
  });
});

describe("claiming", () => {
  const QUEUED = { "GET /queue": [], "GET /conversations?owner=queue": [] };

  it("opens the conversation among my own", async () => {
    const desk = work({ "POST /conversations/c1/claim": summary(), "GET /conversations/c1": summary() });
    await desk.ownership.claim("c1");
    expect(desk.store.state.ui).toMatchObject({ tab: "mine", selected: "c1" });
  });

  it("after a colleague did is a calm notice and a fresh queue", async () => {
    const taken = { status: 409, error: "already_claimed", message: "", detail: { agent_name: "王敏" } };
    const desk = work({ ...QUEUED, "POST /conversations/q1/claim": taken });
    desk.store.dispatch({ type: "queue.loaded", items: [queueItem()], summaries: [], at: 0 });
    await desk.ownership.claim("q1");
    expect(desk.store.state.lists.queue).toEqual([]);
    const [toast] = desk.store.state.ui.toasts;
    expect(toast).toMatchObject({ tone: "info", word: "error.already_claimed_by", params: { name: "王敏" } });
  });

  it("from the list after a colleague did is told, although the live line moved the row away before", async () => {
    const taken = { status: 409, error: "already_claimed", message: "" };
    const desk = work({ ...QUEUED, "POST /conversations/q1/claim": taken });
    desk.store.dispatch({ type: "queue.loaded", items: [queueItem()], summaries: [], at: 0 });
    const theirs = summary({ conversation_id: "q1", owner: "agent", agent_id: "a2", agent_name: "王敏" });
    desk.store.dispatch({ type: "conversation.changed", summary: theirs });
    await desk.ownership.claim("q1");
    expect(desk.store.state.ui.toasts).toMatchObject([{ tone: "info", word: "error.already_claimed" }]);
  });

  it("twice at once asks the desk once", async () => {
    const desk = work({ "POST /conversations/c1/claim": summary(), "GET /conversations/c1": summary() });
    await Promise.all([desk.ownership.claim("c1"), desk.ownership.claim("c1")]);
    expect(desk.asked.filter((request) => request.endsWith("/claim"))).toHaveLength(1);
  });
});

describe("replying", () => {
  const SEND = "POST /conversations/c1/messages";

  it("sends one after the other and keeps the order", async () => {
    let seq = 2;
    const desk = await opened({ [SEND]: () => ({ seq: ++seq, at: "2026-11-21T09:00:00Z" }) });
    desk.replies.reply("c1", "第一句");
    desk.replies.reply("c1", "第二句");
    await vi.waitFor(() => expect(desk.seqs()).toEqual([1, 2, 3, 4]));
    const texts = desk.store.state.threads.c1?.messages.slice(2).map(({ text }) => text);
    expect(texts).toEqual(["第一句", "第二句"]);
    expect(desk.store.state.threads.c1?.outgoing).toEqual([]);
  });

  it("keeps what failed, and repeats it with the same client_id", async () => {
    const ids: unknown[] = [];
    const remember = (body: unknown, answer: object): object => {
      ids.push((body as { client_id: string }).client_id);
      return answer;
    };
    const desk = await opened({
      [SEND]: (body) => remember(body, { status: 503, error: "busy", message: "" }),
    });
    desk.replies.reply("c1", "您好");
    await vi.waitFor(() => expect(desk.store.state.threads.c1?.outgoing[0]?.state).toBe("failed"));
    desk.answers[SEND] = (body) => remember(body, { seq: 3, at: "2026-11-21T09:00:00Z" });
    desk.replies.resend("c1", String(ids[0]));
    await vi.waitFor(() => expect(desk.seqs()).toEqual([1, 2, 3]));
    expect(ids[1]).toBe(ids[0]);
  });

  it("repeats by itself what the desk could not take, and nothing that it refused", async () => {
    const desk = await opened({ [SEND]: { status: 502, error: "http_502", message: "" } });
    desk.replies.reply("c1", "您好");
    await vi.waitFor(() => expect(desk.store.state.threads.c1?.outgoing[0]?.state).toBe("failed"));
    desk.answers[SEND] = { status: 422, error: "message_too_long", message: "" };
    desk.replies.reply("c1", "太长的话");
    await vi.waitFor(() => expect(desk.store.state.threads.c1?.outgoing[1]?.state).toBe("failed"));
    desk.answers[SEND] = { seq: 3, at: "2026-11-21T09:00:00Z" };
    desk.replies.resendPassing();
    await vi.waitFor(() => expect(desk.seqs()).toEqual([1, 2, 3]));
    expect(desk.store.state.threads.c1?.outgoing.map(({ text }) => text)).toEqual(["太长的话"]);
  });

  it("fetches the customer's message that was stored before mine but has not come yet", async () => {
    const desk = await opened({ [SEND]: { seq: 4, at: "2026-11-21T09:00:00Z" } });
    desk.answers[messagesOf("c1", 2)] = [message(3), message(4, { author: "agent" })];
    desk.replies.reply("c1", "您好");
    await vi.waitFor(() => expect(desk.seqs()).toEqual([1, 2, 3, 4]));
    expect(desk.store.state.threads.c1?.outgoing).toEqual([]);
  });

  it("into a conversation that is no longer mine shows whose it is", async () => {
    const desk = await opened({ [SEND]: { status: 409, error: "not_owner", message: "" } });
    desk.answers["GET /conversations/c1"] = summary({ epoch: 3, agent_id: "a2", agent_name: "王敏" });
    desk.replies.reply("c1", "您好");
    await vi.waitFor(() => expect(desk.store.state.lists.summaries.c1?.agent_name).toBe("王敏"));
    expect(desk.store.state.threads.c1?.outgoing[0]).toMatchObject({ state: "failed", code: "not_owner" });
  });
});

describe("the session", () => {
  it("that the desk no longer knows leads to the login and keeps the work", async () => {
    const desk = await opened();
    desk.answers["GET /queue"] = { status: 401, error: "not_logged_in", message: "" };
    await desk.lists.refreshQueue();
    expect(desk.store.state.session.phase).toBe("expired");
    expect(desk.store.state.threads.c1?.messages).toHaveLength(2);
  });
});
