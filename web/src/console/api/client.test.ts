import { describe, expect, it } from "vitest";
import { ApiClient } from "./client.ts";
import { ApiFailure } from "./failure.ts";

interface Call {
  url: string;
  init: RequestInit;
}

/** A desk that gives one answer to everything and keeps what it was asked. */
function deskAnswering(answer: () => Response | Promise<Response>): { api: ApiClient; calls: Call[] } {
  const calls: Call[] = [];
  const api = new ApiClient(async (url, init) => {
    calls.push({ url, init });
    return answer();
  });
  return { api, calls };
}

async function failureFrom(answer: () => Response | Promise<Response>): Promise<ApiFailure> {
  const error: unknown = await deskAnswering(answer)
    .api.me()
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiFailure);
  return error as ApiFailure;
}

describe("requests", () => {
  it("go to the contract's paths, with the cookie and JSON", async () => {
    const { api, calls } = deskAnswering(() => Response.json({ seq: 4, at: "" }));
    await api.sendMessage("c/1", { client_id: "k", text: "您好" });
    const [call] = calls;
    expect(call?.url).toBe("/api/v1/conversations/c%2F1/messages");
    expect(call?.init).toMatchObject({ method: "POST", credentials: "same-origin" });
    expect(JSON.parse(String(call?.init.body))).toEqual({ client_id: "k", text: "您好" });
  });

  it("ask for messages after a seq", async () => {
    const { api, calls } = deskAnswering(() => Response.json([]));
    await api.messages("c1", 7);
    expect(calls[0]?.url).toBe("/api/v1/conversations/c1/messages?after=7");
  });

  it("accept an answer without content", async () => {
    const { api } = deskAnswering(() => new Response(null, { status: 204 }));
    await expect(api.logout()).resolves.toBeUndefined();
  });
});

describe("failures", () => {
  it("carry the desk's code and detail", async () => {
    const body = { error: "already_claimed", message: "taken", detail: { agent_name: "王敏" } };
    const failure = await failureFrom(() => Response.json(body, { status: 409 }));
    expect(failure).toMatchObject({ status: 409, code: "already_claimed", detail: { agent_name: "王敏" } });
  });

  it("of a proxy that answers with a page become a code", async () => {
    const failure = await failureFrom(() => new Response("<html>", { status: 502 }));
    expect(failure).toMatchObject({ status: 502, code: "http_502" });
  });

  it("without any answer have status 0", async () => {
    const failure = await failureFrom(() => Promise.reject(new TypeError("network")));
    expect(failure).toMatchObject({ status: 0, code: "no_answer" });
  });

  it("include a success that is not JSON", async () => {
    const failure = await failureFrom(() => new Response("<html>"));
    expect(failure.code).toBe("bad_answer");
  });
});
