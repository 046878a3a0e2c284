import { expect, it } from "vitest";
import { ApiFailure } from "../api/failure.ts";
import { saying, sayingCode } from "./desk.ts";

it("names the colleague who was faster when the desk does", () => {
  const failure = new ApiFailure(409, "already_claimed", "", { agent_name: "王敏" });
  expect(saying(failure)).toEqual({ word: "error.already_claimed_by", params: { name: "王敏" } });
  expect(saying(new ApiFailure(409, "already_claimed", "")).word).toBe("error.already_claimed");
});

it("shows the code of what it does not know", () => {
  expect(saying(new ApiFailure(500, "http_500", ""))).toEqual({
    word: "error.unexpected",
    params: { code: "http_500" },
  });
  expect(sayingCode("not_owner").word).toBe("error.not_owner");
});
