import type { FormField } from "../widget.d.ts";

/** What the inner elements ask of `<qiantai-chat>`; they bubble through the shadow roots. */
export interface WidgetEvents {
  "qt-send": { text: string; payload: string | null; files?: readonly File[] };
  "qt-typing": { on: boolean };
  "qt-human": null;
  "qt-resend": { clientId: string };
  "qt-discard": { clientId: string };
  "qt-introduce": Partial<Record<FormField, string>>;
  "qt-seen": null;
  "qt-toggle": null;
  "qt-close": null;
}

/** Fires a typed, composed event; false when a listener cancelled it. */
export function emit<Name extends keyof WidgetEvents>(
  from: EventTarget,
  name: Name,
  ...detail: WidgetEvents[Name] extends null ? [] : [WidgetEvents[Name]]
): boolean {
  const init = { detail: detail[0] ?? null, bubbles: true, composed: true, cancelable: true };
  return from.dispatchEvent(new CustomEvent(name, init));
}

/** The event as a listener sees it. */
export type WidgetEvent<Name extends keyof WidgetEvents> = CustomEvent<WidgetEvents[Name]>;
