/**
 * What a page may say to the chat widget, and what it hears from it. The desk serves this file as `/widget.d.ts`, so
 * that sites in TypeScript can copy it; docs/embed-the-widget.md tells how it is used.
 */
export type FormField = "name" | "phone" | "waybill";

/** The options, as `data-…` attributes of the script tag or in `window.QiantaiConfig`; docs/embed-the-widget.md explains each. */
export interface OptionValues {
  server?: string;
  lang?: string | null;
  title?: string | null;
  position?: string | null;
  /** Pixels from the side and from the bottom: `24`, `"24 96"` or `[24, 96]`. */
  offset?: string | number | number[] | null;
  /** `#rrggbb`; darkened as far as white text on it needs. */
  colour?: string | null;
  color?: string | null;
  greeting?: string | null;
  /** The parcel that the page is about; nobody but the customer decides to ask for it. */
  waybill?: string | null;
  form?: string | FormField[] | null;
  privacy?: string | null;
  /** A signed identity, for pages that know it when they are loaded. */
  identity?: string | null;
  /** Seconds. */
  openAfter?: string | number | null;
  /** Percent of the page. */
  openOnScroll?: string | number | null;
}

/** `window.QiantaiConfig`, which the page sets before the script runs. */
export interface QiantaiConfig extends OptionValues {
  /** `"manual"`: the page calls `mount()` or places `<qiantai-chat>` itself. */
  mount?: string;
  /** Called once, as soon as `window.Qiantai` is there. */
  onReady?: (qiantai: QiantaiApi) => void;
}

/** What the events tell, in `event.detail`. */
export interface QiantaiEvents {
  /** The widget is on the page. A listener that comes later is called at once. */
  ready: null;
  /** Before the panel opens; `preventDefault()` keeps it closed. */
  open: { by: "customer" | "page" | "proactive" };
  /** Before the panel closes; `preventDefault()` keeps it open. */
  close: { by: "customer" | "page" };
  /** Something new was said, by either side; `seq` counts within the conversation. */
  message: {
    conversation_id: string;
    seq: number;
    author: "customer" | "bot" | "agent" | "system";
    text: string;
    at: string;
  };
  unread: { count: number };
  /** The conversation changed hands: `queue` waits for a person, `agent` has one. `position` is 1 for the next in line. */
  handoff: { owner: "bot" | "queue" | "agent" | "closed"; agent: string | null; position: number | null };
  /** Something was refused; `message` says what was wrong and what to do. */
  error: { code: string; message: string };
}

/** `message` says what was wrong and what to do; the chat goes on as a visitor. */
export type QiantaiRecognition =
  | { ok: true; name: string | null }
  | { ok: false; error: string; message: string };

export type QiantaiListener<Name extends keyof QiantaiEvents> = (
  event: CustomEvent<QiantaiEvents[Name]>,
) => void;

/** `window.Qiantai` */
export interface QiantaiApi {
  /** Whether the panel shows. */
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  toggle(): void;
  /** Says something in the customer's name; false if it was blank, too long, or the widget is not on the page. */
  send(text: string): boolean;
  /** Changes options while the page lives, e.g. `{waybill}` after a route change; null takes one back. */
  setContext(values: OptionValues): void;
  /**
   * Tells the desk who the customer is, by a token that the site's server signed (docs/embed-the-widget.md); null after a
   * logout. Resolves to what the desk makes of it; null if another call came after it, or no chat is there.
   */
  identify(token: string | null): Promise<QiantaiRecognition | null>;
  /** Listens until the returned function, `off` or `destroy` is called. */
  on<Name extends keyof QiantaiEvents>(name: Name, listener: QiantaiListener<Name>): () => void;
  off<Name extends keyof QiantaiEvents>(name: Name, listener: QiantaiListener<Name>): void;
  /** Puts the chat on the page again after `destroy`, or changes its options; there is never more than one. */
  mount(values?: OptionValues): void;
  /** Takes the chat, its connection, timers and every listener away. What was said stays with the desk. */
  destroy(): void;
}

declare global {
  interface Window {
    Qiantai?: QiantaiApi;
    QiantaiConfig?: QiantaiConfig;
  }
}
