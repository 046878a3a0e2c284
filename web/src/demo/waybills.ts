/** A demo parcel that a visitor can ask about; the numbers and states are those of `courier/demo`. */
export interface DemoWaybill {
  readonly number: string;
  readonly question: string;
  readonly status: string;
  readonly tone: "progress" | "good" | "warning" | "bad";
}

export const DEMO_WAYBILLS: readonly DemoWaybill[] = [
  { number: "73100000000011", question: "现在到哪里了", status: "运输中", tone: "progress" },
  { number: "73100000000012", question: "今天什么时候送到", status: "派送中", tone: "progress" },
  { number: "73100000000013", question: "显示签收，人却没拿到", status: "已签收", tone: "good" },
  { number: "73100000000014", question: "放在哪个快递柜", status: "已入柜", tone: "good" },
  { number: "73100000000017", question: "物流好几天没有动静", status: "多日未更新", tone: "warning" },
  { number: "73100000000023", question: "保价 5000 元，怎么赔", status: "问题件", tone: "bad" },
];
