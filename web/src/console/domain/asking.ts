import type { Slot } from "../../shared/packet.ts";

/**
 * How agents name what a slot holds when they ask for it. A slot that is not listed here is recognised
 * by its own label, so a new slot of the assistant works without a change.
 */
const SPOKEN_NAMES: Readonly<Record<string, RegExp>> = {
  waybill: /单号|waybill|tracking (number|no)/i,
  order_number: /订单号|order (number|no)/i,
  phone: /电话|手机号|手机|联系方式|联系号码|phone|mobile number/i,
  phone_tail: /尾号|后四位|last four/i,
  contact_name: /姓名|名字|贵姓|怎么称呼|联系人|your name/i,
  place: /地址|哪个城市|哪里|什么地方|address/i,
  origin: /寄件地|从哪|发货地|寄出地|sent from/i,
  destination: /收件地|收货地|寄到哪|送到哪|发到哪|destination/i,
  address: /地址|address/i,
  item: /什么东西|什么物品|里面是什么|寄的是什么|what (is|was) inside/i,
  item_kind: /文件还是|物品还是|什么东西|什么物品|里面是什么|document or/i,
  weight: /多重|重量|几公斤|weigh/i,
  insured: /保险|insured/i,
  declared_value: /保价|声明价值|declared value/i,
  loss_value: /损失(了)?多少|损失金额|价值多少|how much.*worth/i,
  pickup_time: /几点|什么时候.*(取|上门)|取件时间|pickup time/i,
};

const ASKING =
  /[?？]|请问|吗|呢|多少|什么|哪|怎么|提供|告诉|告知|说一下|报一下|发一下|发我|发给我|留一下|留个|核对一下|please (give|send|tell)|could you|what('s| is)/i;
/** A digit run this long means that the agent gives a number instead of asking for one. */
const GIVES_A_NUMBER = /\d{5,}|\d{3,4}-\d{3,}/;
/** A text as short as 「您的单号」 asks by itself. */
const BARE_QUESTION_LENGTH = 6;

/** The slots that the text asks for although the packet already holds them (BUSINESS B2: never asked again). */
export function askedAgain(text: string, slots: readonly Slot[]): Slot[] {
  const sentences = text.split(/[。！!；;\n]/).map((sentence) => sentence.trim());
  const questions = sentences.filter(isQuestion);
  return slots.filter((slot) => slot.value !== "" && questions.some((question) => names(slot, question)));
}

/** A long value shortened for a hint: `73100088461257` as `7310…1257`. */
export function briefly(value: string): string {
  if (/^[\w-]{9,}$/.test(value)) return `${value.slice(0, 4)}…${value.slice(-4)}`;
  return value.length > 16 ? `${value.slice(0, 15)}…` : value;
}

function isQuestion(sentence: string): boolean {
  if (sentence === "" || GIVES_A_NUMBER.test(sentence)) return false;
  return ASKING.test(sentence) || sentence.length <= BARE_QUESTION_LENGTH;
}

function names(slot: Slot, question: string): boolean {
  return SPOKEN_NAMES[slot.name]?.test(question) || question.includes(slot.label);
}
