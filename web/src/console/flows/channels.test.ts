import { expect, it } from "vitest";
import type { ChannelAccount, DeadLetter } from "../../shared/channels.ts";
import { work } from "../testing/desk.ts";

const said = { zh: "", en: "" };
const account = (dead: number): ChannelAccount => ({
  channel: "rest",
  account: "default",
  url: "https://desk.example/channels/rest/webhook",
  setting: "REST_TOKEN",
  faults: [],
  accepted_at: null,
  refused: null,
  has_token: false,
  token_until: null,
  worked_at: null,
  failed: null,
  limited: null,
  deliveries: { pending: 0, held: 0, dead },
  guide: [],
});
const letter: DeadLetter = {
  conversation_id: "c1",
  seq: 4,
  customer: "u-1",
  author: "bot",
  at: "2026-11-21T13:05:00+00:00",
  attempts: 8,
  reason: said,
  preview: "您好",
};

it("reads what was given up only where something was, and forgets it once it is on its way", async () => {
  const desk = work({
    "GET /channels": [account(1)],
    "GET /channels/rest/default/dead": [letter],
    "POST /deliveries/c1/4/retry": { retried: 1 },
  });
  await desk.channels.refresh();
  expect(desk.store.state.channels.dead).toEqual({ "rest/default": [letter] });
  desk.answers["GET /channels"] = [account(0)];
  await desk.channels.retry(letter);
  expect(desk.store.state.channels.dead).toEqual({});
  expect(desk.asked.filter((one) => one.endsWith("/dead"))).toHaveLength(1);
  expect(desk.store.state.ui.toasts.at(-1)).toMatchObject({ word: "channels.retried", params: { count: 1 } });
});

it("keeps what is shown when a later look fails, and says so when the first one does", async () => {
  const desk = work({});
  await desk.channels.refresh();
  expect(desk.store.state.channels.load).toBe("failed");
  desk.answers["GET /channels"] = [account(0)];
  await desk.channels.refresh();
  delete desk.answers["GET /channels"];
  await desk.channels.refresh();
  expect(desk.store.state.channels).toMatchObject({ load: "ready", accounts: [{ channel: "rest" }] });
});
