import { css } from "lit";
import { base } from "../../shared/tokens.ts";
import { attachmentStyles } from "./attachments.ts";

export const groupStyles = [
  base,
  attachmentStyles,
  css`
    :host {
      display: block;
    }
    .group {
      display: flex;
      gap: var(--qt-space-2);
    }
    .column {
      flex: 1;
      min-width: 0;
      display: flex;
      flex-direction: column;
      align-items: flex-start;
      gap: var(--qt-space-1);
    }
    .avatar {
      flex: none;
      display: grid;
      place-items: center;
      width: 32px;
      height: 32px;
      border-radius: 50%;
      background: var(--qt-brand-soft);
      color: var(--qt-brand);
      font-size: 18px;
    }
    [data-author="agent"] .avatar {
      background: var(--qt-success-soft);
      color: var(--qt-success);
      font-size: var(--qt-text-md);
      font-weight: var(--qt-weight-bold);
    }
    .byline {
      display: flex;
      gap: var(--qt-space-2);
      color: var(--qt-text-faint);
      font-size: var(--qt-text-xs);
      line-height: 18px;
    }
    .bubble {
      max-width: min(100%, 280px);
      padding: 9px 13px;
      border: 1px solid var(--qt-line);
      border-radius: 4px 14px 14px 14px;
      background: var(--qt-surface);
      font-size: 15px;
      line-height: 1.55;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      animation: appear var(--qt-medium) var(--qt-ease);
    }
    .bubble + .bubble {
      border-top-left-radius: 14px;
    }
    .bubble.card {
      width: 100%;
      max-width: 300px;
      padding: var(--qt-space-3);
      border-radius: 14px;
      white-space: normal;
      box-shadow: var(--qt-shadow-sm);
    }
    .bubble a[href^="tel:"] {
      white-space: nowrap;
    }
    .bubble a {
      color: var(--qt-brand-hover);
      text-decoration: underline;
      text-underline-offset: 2px;
    }
    [data-author="customer"] .column {
      align-items: flex-end;
    }
    .own {
      max-width: 84%;
      display: flex;
      flex-direction: column;
      align-items: flex-end;
      gap: 3px;
    }
    .own .bubble {
      max-width: 100%;
      border-color: var(--qt-brand);
      border-radius: 14px 4px 14px 14px;
      background: var(--qt-brand);
      color: var(--qt-on-brand);
    }
    .own + .own .bubble {
      border-top-right-radius: 14px;
    }
    .own .bubble a {
      color: inherit;
    }
    .own[data-delivery="sending"] .bubble,
    .own[data-delivery="waiting"] .bubble {
      opacity: 0.72;
    }
    .own[data-delivery="failed"] .bubble {
      border-color: var(--qt-danger-line);
      background: var(--qt-danger-soft);
      color: var(--qt-text);
    }
    .meta {
      display: flex;
      align-items: center;
      gap: 4px;
      color: var(--qt-text-faint);
      font-size: var(--qt-text-xs);
      line-height: 18px;
    }
    .meta svg {
      font-size: 13px;
    }
    .own[data-delivery="delivered"] .meta svg {
      color: var(--qt-success);
    }
    time {
      font-variant-numeric: tabular-nums;
    }
    .failure {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 0 var(--qt-space-1);
      color: var(--qt-danger);
      font-size: var(--qt-text-xs);
    }
    .reason {
      display: flex;
      flex-basis: 100%;
      align-items: center;
      justify-content: flex-end;
      gap: 4px;
    }
    .failure button {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      padding: 3px 6px;
      border: 0;
      border-radius: var(--qt-radius-sm);
      background: none;
      color: var(--qt-danger);
      font-weight: var(--qt-weight-medium);
    }
    .failure button:hover {
      background: var(--qt-danger-soft);
    }
    .failure .discard {
      color: var(--qt-text-muted);
    }
    @keyframes appear {
      from {
        opacity: 0;
        transform: translateY(6px);
      }
    }
  `,
];
