import { describe, expect, it } from "vitest";
import { entry } from "../testing/factories.ts";
import { Keeper } from "./keeper.ts";
import { BrowserStorage, MemoryStorage } from "./safe-storage.ts";

describe("Keeper", () => {
  it("gives back unsent messages in the order of writing, across instances", () => {
    const storage = new MemoryStorage();
    const [a, b] = [entry("a", { order: 2 }), entry("b", { order: 1 })];
    new Keeper(storage, "https://desk.example").saveOutbox([], [a, b]);
    const again = new Keeper(storage, "https://desk.example");
    expect(again.outbox()).toEqual([b, a]);
    again.saveOutbox([b, a], [a]);
    expect(again.outbox()).toEqual([a]);
  });

  it("hands out what the form asked until the desk has it, and then only remembers that it was asked", () => {
    const keeper = new Keeper(new MemoryStorage(), "https://desk.example");
    expect([keeper.asked, keeper.profile]).toEqual([false, null]);
    keeper.profile = { name: "王芳" };
    expect([keeper.asked, keeper.profile]).toEqual([true, { name: "王芳" }]);
    keeper.profile = {};
    expect([keeper.asked, keeper.profile]).toEqual([true, null]);
  });

  it("keeps two desks apart", () => {
    const storage = new MemoryStorage();
    new Keeper(storage, "https://one.example").token = "t1";
    expect(new Keeper(storage, "https://two.example").token).toBeNull();
  });

  it("takes nonsense under its keys for nothing", () => {
    const storage = new MemoryStorage();
    storage.set("qiantai|https://desk.example|read", "{broken");
    storage.set("qiantai|https://desk.example|outbox|x", "[1]");
    const keeper = new Keeper(storage, "https://desk.example");
    expect(keeper.read).toBeNull();
    expect(keeper.outbox()).toEqual([]);
  });
});

describe("BrowserStorage", () => {
  it("works on in memory when the browser refuses its storage", () => {
    const refusing = new BrowserStorage(() => {
      throw new DOMException("denied", "SecurityError");
    });
    refusing.set("a", "1");
    expect(refusing.get("a")).toBe("1");
    expect(refusing.keys()).toEqual(["a"]);
    refusing.remove("a");
    expect(refusing.get("a")).toBeNull();
  });
});
