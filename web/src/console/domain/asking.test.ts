import { describe, expect, it } from "vitest";
import { slot } from "../testing/factories.ts";
import { askedAgain, briefly } from "./asking.ts";

const HELD = [
  slot(),
  slot({ name: "phone", label: "联系电话", value: "13758210364" }),
  slot({ name: "place", label: "地点", value: "杭州余杭" }),
  slot({ name: "loyalty_level", label: "会员等级", value: "金卡" }),
];
const namesAsked = (text: string): string[] => askedAgain(text, HELD).map(({ name }) => name);

describe("askedAgain", () => {
  it.each([
    ["请问您的单号是多少", ["waybill"]],
    ["麻烦提供一下手机号", ["phone"]],
    ["您的收件地址是哪里？", ["place"]],
    ["单号和电话发我一下", ["waybill", "phone"]],
    ["您的单号", ["waybill"]],
    ["could you tell me the tracking number", ["waybill"]],
  ])("notices the question in %j", (text, expected) => {
    expect(namesAsked(text)).toEqual(expected);
  });

  it("knows a slot that it was never told about by its label", () => {
    expect(namesAsked("请问您的会员等级是什么？")).toEqual(["loyalty_level"]);
  });

  it.each([
    "网点电话是 0571-88660142，您可以直接联系",
    "已按您提供的资料登记好了，稍后把处理结果给您",
    "我已经把您的单号转给余杭良渚网点的站长，请他优先安排派送",
    "",
  ])("stays silent at %j", (text) => {
    expect(namesAsked(text)).toEqual([]);
  });

  it("asks nothing of the agent when the packet holds nothing", () => {
    expect(askedAgain("请问单号是多少？", [])).toEqual([]);
    expect(askedAgain("请问单号是多少？", [slot({ value: "" })])).toEqual([]);
  });

  it("judges each sentence by itself", () => {
    expect(namesAsked("您的单号我已查到。请问还有什么需要协助？")).toEqual([]);
  });
});

describe("briefly", () => {
  it.each([
    ["73100088461257", "7310…1257"],
    ["13758210", "13758210"],
    ["浙江省杭州市余杭区良渚街道某某路", "浙江省杭州市余杭区良渚街道某某路"],
    ["浙江省杭州市余杭区良渚街道某某路八号", "浙江省杭州市余杭区良渚街道某某…"],
  ])("shortens %j", (value, expected) => {
    expect(briefly(value)).toBe(expected);
  });
});
