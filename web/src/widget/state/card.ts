export type Tone = "neutral" | "progress" | "good" | "warning" | "bad";

export interface CardField {
  readonly label: string;
  readonly value: string;
}

export interface CardStep {
  readonly time: string;
  readonly text: string;
}

/** A card as the widget draws it: a title, a status badge, label–value pairs and a list of steps, newest first. */
export interface Card {
  readonly type: string;
  readonly title: string;
  readonly subtitle: string;
  readonly status: string;
  readonly tone: Tone;
  readonly fields: readonly CardField[];
  readonly steps: readonly CardStep[];
}

const TONES: readonly [RegExp, Tone][] = [
  [/异常|问题|退回|退件|破损|丢失|超时|problem|returned|stuck|failed/i, "bad"],
  [/未查到|暂无|查无|待|no_record|pending|open/i, "warning"],
  [/签收|已送达|完成|已解决|signed|resolved|closed/i, "good"],
  [
    /运输|派送|派件|入柜|自提|已揽|在途|处理中|in_transit|out_for_delivery|in_locker|in_progress/i,
    "progress",
  ],
];

/** Reads a card from data that nobody has checked; null when there is nothing in it to show. */
export function parseCard(data: unknown): Card | null {
  if (!isRecord(data)) return null;
  const status = text(data.status_text) || text(data.status);
  const card: Card = {
    type: text(data.type),
    title: text(data.title),
    subtitle: text(data.subtitle),
    status,
    tone: toneOf(data.tone, `${text(data.status)} ${status}`),
    fields: records(data.fields).map((field) => ({ label: text(field.label), value: text(field.value) })),
    steps: records(data.steps).map((step) => ({ time: text(step.time), text: text(step.text) })),
  };
  const empty = !card.title && card.fields.length === 0 && card.steps.length === 0;
  return empty ? null : card;
}

function toneOf(given: unknown, status: string): Tone {
  const named = TONES.map(([, tone]) => tone).find((tone) => tone === given);
  return named ?? TONES.find(([pattern]) => pattern.test(status))?.[1] ?? "neutral";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
