import { describe, expect, it } from "vitest";
import { agent, message, summary } from "../testing/factories.ts";
import type { Action } from "./actions.ts";
import { reduce } from "./reduce.ts";
import { initialState, type State } from "./state.ts";

const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state);
const started = (id = "a1"): Action => ({ type: "session.started", me: agent({ id }) });
const work: Action[] = [
  { type: "mine.loaded", summaries: [summary()] },
  { type: "thread.loaded", id: "c1", messages: [message(1)] },
  { type: "ui.selected", id: "c1" },
  { type: "ui.draft", id: "c1", mode: "reply", text: "还没写完" },
];

describe("an expired session", () => {
  const expired = after(initialState(), started(), ...work, { type: "session.expired" });

  it("brings the same agent back to where they were", () => {
    const back = after(expired, started());
    expect(back.ui).toMatchObject({ selected: "c1", drafts: { c1: "还没写完" } });
    expect(back.threads.c1?.messages).toHaveLength(1);
    expect(back.session.phase).toBe("active");
  });

  it("shows another agent nothing of the one before", () => {
    const other = after(expired, started("a2"));
    expect(other.threads).toEqual({});
    expect(other.lists.summaries).toEqual({});
    expect(other.ui.drafts).toEqual({});
  });
});

describe("logging out", () => {
  it("leaves nothing but the preferences", () => {
    const english: Action = { type: "ui.preferences", preferences: { lang: "en" } };
    const out = after(initialState(), started(), ...work, english, { type: "session.anonymous" });
    expect(out.threads).toEqual({});
    expect(out.ui).toMatchObject({ selected: null, drafts: {}, preferences: { lang: "en" } });
  });
});

describe("a page opened by an address", () => {
  it("comes back to it after the login", () => {
    const state = after(initialState({ selected: "c9" }), { type: "session.anonymous" }, started());
    expect(state.ui.selected).toBe("c9");
  });
});

describe("drafts", () => {
  it("of replies and notes are kept apart, and empty ones are forgotten", () => {
    const state = after(
      initialState(),
      { type: "ui.draft", id: "c1", mode: "reply", text: "回复" },
      { type: "ui.draft", id: "c1", mode: "note", text: "备注" },
      { type: "ui.draft", id: "c1", mode: "reply", text: "" },
    );
    expect(state.ui).toMatchObject({ drafts: {}, noteDrafts: { c1: "备注" } });
  });
});

describe("the live line", () => {
  it("forgets who was typing when it breaks", () => {
    const typing: Action = { type: "live.typing", id: "c1", on: true };
    const state = after(initialState(), typing, { type: "live.connection", connection: "offline" });
    expect(state.live.typing).toEqual({});
  });
});

describe("notices", () => {
  it("give way to newer ones beyond four", () => {
    const toast = (id: number): Action => ({
      type: "ui.toast",
      toast: { id, tone: "info", word: "note.done", params: {} },
    });
    const state = after(initialState(), ...[1, 2, 3, 4, 5].map(toast), { type: "ui.toast_gone", id: 3 });
    expect(state.ui.toasts.map(({ id }) => id)).toEqual([2, 4, 5]);
  });
});
