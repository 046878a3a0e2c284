import { expect, it } from "vitest";
import { kindOf, ownText, sizeText } from "./files.ts";
import type { Message } from "./protocol.ts";

const picture = {
  id: "a",
  kind: "image" as const,
  media_type: "image/jpeg",
  name: "a.jpg",
  size: 1,
  url: "/a",
};

function message(traits: Partial<Message>): Message {
  const plain = { conversation_id: "c", seq: 1, client_id: null, author_name: null, buttons: [], at: "" };
  return { ...plain, author: "customer", text: "[图片]", card: null, attachments: [], ...traits };
}

it("tells the kind by the type", () => {
  expect(["image/png", "video/mp4", "audio/amr", "application/pdf", ""].map(kindOf)).toEqual([
    "image",
    "video",
    "voice",
    "file",
    "file",
  ]);
});

it("shows the words of a message, but not those that stand for a picture", () => {
  expect(ownText(message({ card: { type: "image" }, attachments: [picture] }))).toBe("");
  expect(ownText(message({ text: "坏了", attachments: [picture] }))).toBe("坏了");
  // A picture of a messenger that could not be fetched has nothing but its placeholder.
  expect(ownText(message({ card: { type: "image" } }))).toBe("[图片]");
});

it("tells sizes as people do", () => {
  expect([0, 400_000, 1_500_000].map(sizeText)).toEqual(["1 KB", "391 KB", "1.4 MB"]);
});
