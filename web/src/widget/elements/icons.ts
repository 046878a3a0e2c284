import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

/** Decorative: the button or line around it carries the words. */
function icon(shapes: SVGTemplateResult): TemplateResult {
  return html`<svg
    viewBox="0 0 24 24"
    width="1em"
    height="1em"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >${shapes}</svg>`;
}

export const chatIcon = icon(svg`<path d="M4 12a8 8 0 1 1 3.4 6.5L4 19.5l1-3.2A8 8 0 0 1 4 12Z"/>
  <path d="M8.6 12h.01M12 12h.01M15.4 12h.01" stroke-width="2.4"/>`);
export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const downIcon = icon(svg`<path d="m6 9 6 6 6-6"/>`);
export const sendIcon = icon(svg`<path d="M12 19V5M5.5 11.5 12 5l6.5 6.5" stroke-width="2.2"/>`);
export const attachIcon = icon(svg`<path d="M12 5v14M5 12h14" stroke-width="2.2"/>`);
export const fileIcon = icon(svg`<path d="M6 3.5h8l4.5 4.5v12.5h-12.5zM13.5 3.5V8.5h5"/>`);
export const personIcon = icon(svg`<path d="M4 14v-2a8 8 0 0 1 16 0v2"/>
  <rect x="3" y="13" width="4" height="6" rx="2"/><rect x="17" y="13" width="4" height="6" rx="2"/>
  <path d="M19 19a5 3.5 0 0 1-5 2.5h-1.5"/>`);
export const botIcon =
  icon(svg`<rect x="4" y="8" width="16" height="11" rx="4"/><path d="M12 8V4.5M9.5 4.5h5"/>
  <path d="M9 13v1M15 13v1" stroke-width="2.4"/>`);
export const checkIcon = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5" stroke-width="2.2"/>`);
export const clockIcon = icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`);
export const alertIcon = icon(
  svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 8v4.5M12 16h.01" stroke-width="2"/>`,
);
export const retryIcon = icon(svg`<path d="M19 12a7 7 0 1 1-2-5l2 2M19 4.5V9h-4.5"/>`);
export const offlineIcon =
  icon(svg`<path d="M3 9.5a13 13 0 0 1 4.5-2.8M21 9.5A13 13 0 0 0 11.5 6M6.5 13.5A8 8 0 0 1 10 11.4
  M17.5 13.5a8 8 0 0 0-2.3-1.6M12 18h.01M4 4l16 16"/>`);
export const parcelIcon = icon(
  svg`<path d="m12 3 8 4.3v9.4L12 21l-8-4.3V7.3L12 3Z"/><path d="m4 7.3 8 4.4 8-4.4M12 11.7V21M8 5.2l8 4.4"/>`,
);
export const flagIcon = icon(
  svg`<path d="M4.5 5.5h15v11h-7l-4 3.5v-3.5h-4z"/><path d="M12 8.5v3M12 13.8h.01" stroke-width="2"/>`,
);
export const shieldIcon = icon(svg`<path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6l-7-2.5Z"/>
  <path d="m9.2 8.8 2.8 3.4 2.8-3.4M12 12.2V16M9.6 12.6h4.8"/>`);
export const pinIcon =
  icon(svg`<path d="M12 21c4.5-4.4 6.8-7.9 6.8-10.8A6.8 6.8 0 0 0 5.2 10.2C5.2 13.1 7.5 16.6 12 21Z"/>
  <circle cx="12" cy="10" r="2.4"/>`);
export const truckIcon =
  icon(svg`<path d="M3 6.5h11v10H3zM14 10h4l3 3.2v3.3h-7z"/><circle cx="7.5" cy="17.5" r="1.8"/>
  <circle cx="17" cy="17.5" r="1.8"/>`);
