/** A card as an agent reads it: plain data, whatever the assistant put into it. */
export interface CardView {
  title: string;
  status: string;
  fields: { label: string; value: string }[];
  /** Newest first, e.g. the scans of a parcel. */
  steps: { time: string; text: string }[];
}

/** Keys that steer a widget's drawing and say nothing to an agent. */
const UNSPOKEN = new Set([
  "type",
  "kind",
  "tone",
  "status",
  "title",
  "subtitle",
  "status_text",
  "fields",
  "steps",
]);

/** Reads a card without trusting its shape: known parts by name, everything else as label and value. */
export function cardView(card: Record<string, unknown>): CardView {
  const fields = records(card.fields).map((field) => ({
    label: text(field.label),
    value: text(field.value),
  }));
  const others = Object.entries(card)
    .filter(([key, value]) => !UNSPOKEN.has(key) && text(value) !== "")
    .map(([key, value]) => ({ label: key, value: text(value) }));
  return {
    title: [text(card.title), text(card.subtitle)].filter(Boolean).join(" · "),
    status: text(card.status_text) || text(card.status),
    fields: [...fields, ...others],
    steps: records(card.steps).map((step) => ({ time: text(step.time), text: text(step.text) })),
  };
}

function records(value: unknown): Record<string, unknown>[] {
  const isRecord = (one: unknown): one is Record<string, unknown> => typeof one === "object" && one !== null;
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
