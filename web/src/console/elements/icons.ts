import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

const SHAPES = {
  queue: svg`<path d="M4 6h16M4 12h10M4 18h6"/><circle cx="18" cy="16" r="3.5"/><path d="M18 14.6V16l1 .8"/>`,
  chat: svg`<path d="M21 12a8 8 0 0 1-8 8H4l2.2-3A8 8 0 1 1 21 12Z"/><path d="M9 11h7M9 14.5h4"/>`,
  list: svg`<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>`,
  bot: svg`<rect x="4" y="8" width="16" height="11" rx="3"/><path d="M12 4v4M9 13h.01M15 13h.01M9.5 16h5"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>`,
  note: svg`<path d="M5 4h14v10l-5 6H5Z"/><path d="M14 20v-6h5M8.5 8.5h7M8.5 12h4"/>`,
  transfer: svg`<path d="M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  done: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  read: svg`<path d="m2 12.5 4.5 4.5L15 8M11 16l1 1 9.5-9"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`,
  alert: svg`<path d="M12 4 2.8 19.5h18.400Z"/><path d="M12 10v4M12 17h.01"/>`,
  panel: svg`<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M14.5 5v14"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15H4.5A1.5 1.5 0 0 1 3 13.5v-9A1.5 1.5 0 0 1 4.5 3h9A1.5 1.5 0 0 1 15 4.5V5"/>`,
  send: svg`<path d="M4 12 20 4l-5 16-3.5-6.5Z"/><path d="m11.5 13.5 4-4"/>`,
  parcel: svg`<path d="m12 3 8 4.5v9L12 21l-8-4.5v-9Z"/><path d="m4 7.5 8 4.5 8-4.5M12 12v9M8 5.200l8 4.600"/>`,
  ticket: svg`<path d="M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3Z"/><path d="M14 7v10"/>`,
  swap: svg`<path d="M20 6v5a3 3 0 0 1-3 3H5M9 10l-4 4 4 4"/>`,
  file: svg`<path d="M6 3.5h8l4.5 4.5v12.5H6ZM13.5 3.5v5h5"/>`,
  attach: svg`<path d="m20 11-8.500 8.500a5 5 0 0 1-7-7L13 4a3.400 3.400 0 0 1 4.800 4.800L9.500 17a1.700 1.700 0 0 1-2.400-2.400L14.500 7"/>`,
  back: svg`<path d="m15 5-7 7 7 7"/>`,
  down: svg`<path d="m6 9 6 6 6-6"/>`,
  offline: svg`<path d="M3 3l18 18M8.5 16.5a5 5 0 0 1 7 0M5 13a10 10 0 0 1 4.5-2.600M19 13a10 10 0 0 0-2.5-1.800M12 20h.01"/>`,
  shield: svg`<path d="M12 3.5 19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6Z"/><path d="m9 12 2.200 2.200L15.200 10"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

/** A decorative icon; the words next to it carry the meaning. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
}
