import { describe, expect, it } from "vitest";
import { draft, entry } from "../testing/factories.ts";
import {
  adoptAll,
  enqueue,
  FILE_LOST,
  markAttempt,
  markFailed,
  nextToSend,
  type Outbox,
  remove,
  restore,
  retry,
  STALE_AFTER_MS,
} from "./outbox.ts";

const ids = (outbox: Outbox) => outbox.map((each) => each.clientId);
const queued = (...clientIds: string[]) =>
  clientIds.reduce<Outbox>((outbox, clientId) => enqueue(outbox, draft(clientId), 1000), []);

describe("order", () => {
  it("sends in the order of writing, even within one millisecond", () => {
    const outbox = queued("a", "b", "c");
    expect(outbox.map((each) => each.order)).toEqual([1000, 1001, 1002]);
    expect(nextToSend(outbox)?.clientId).toBe("a");
  });

  it("keeps growing when the clock is set back", () => {
    expect(enqueue(queued("a"), draft("b"), 5).at(-1)?.order).toBe(1001);
  });

  it("lets nothing overtake an entry that is tried again", () => {
    expect(nextToSend(markAttempt(queued("a", "b"), "a"))?.clientId).toBe("a");
  });
});

describe("failure", () => {
  it("goes on with the next entry and keeps the failed one with its reason", () => {
    const outbox = markFailed(queued("a", "b"), "a", "too long");
    expect(nextToSend(outbox)?.clientId).toBe("b");
    expect(outbox[0]).toMatchObject({ state: "failed", reason: "too long" });
  });

  it("is sent again under the same client_id, at the end", () => {
    const outbox = retry(markFailed(queued("a", "b"), "a", "too long"), "a", 2000);
    expect(ids(outbox)).toEqual(["b", "a"]);
    expect(outbox[1]).toMatchObject({ state: "sending", attempts: 0, reason: null, order: 2000 });
  });
});

describe("files", () => {
  const file = { name: "a.jpg", size: 1, kind: "image" as const, preview: null, stored: null };
  const stored = { ...file, stored: { ...file, id: "a", media_type: "image/jpeg", url: "/a" } };
  const sent = enqueue([], draft("a", { files: [file, stored] }), 1000);

  it("are sent again unless the page that held them is gone", () => {
    expect(retry(markFailed(sent, "a", null), "a", 2000)[0]?.files).toEqual([file, stored]);
    expect(retry(markFailed(sent, "a", FILE_LOST), "a", 2000)[0]?.files).toEqual([stored]);
  });
});

describe("remove", () => {
  it("takes out what arrived and ignores what it does not know", () => {
    const outbox = queued("a", "b");
    expect(ids(remove(outbox, ["a", null, "x"]))).toEqual(["b"]);
    expect(remove(outbox, [null, "x"])).toBe(outbox);
  });
});

describe("restore", () => {
  it("brings back an earlier page's messages in their order", () => {
    const stored = [entry("late", { order: 20 }), entry("early", { order: 10 })];
    expect(ids(restore([], stored, 30))).toEqual(["early", "late"]);
  });

  it("does not touch what this tab is sending", () => {
    const own = markAttempt(queued("a"), "a");
    expect(restore(own, [entry("a", { attempts: 0, order: 1000 })], 2000)).toBe(own);
  });

  it("drops another tab's message when that tab has sent it", () => {
    const both = restore(queued("a"), [entry("b", { mine: false, order: 2000 })], 2000);
    expect(ids(both)).toEqual(["a", "b"]);
    expect(ids(restore(both, [], 2000))).toEqual(["a"]);
  });

  it("asks the customer about a message that is older than a day", () => {
    const [old] = restore([], [entry("a", { order: 0 })], STALE_AFTER_MS + 1);
    expect(old?.state).toBe("failed");
  });

  it("leaves another tab's message to that tab until a new connection adopts it", () => {
    const foreign = restore([], [entry("a", { mine: false })], 1);
    expect(nextToSend(foreign)).toBeNull();
    expect(nextToSend(adoptAll(foreign))?.clientId).toBe("a");
  });
});
