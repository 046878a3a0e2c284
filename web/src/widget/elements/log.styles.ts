import { css } from "lit";
import { base } from "../../shared/tokens.ts";

export const logStyles = [
  base,
  css`
    :host {
      position: relative;
      flex: 1;
      min-height: 0;
      display: flex;
      background: var(--qt-canvas);
    }
    .scroller {
      flex: 1;
      min-width: 0;
      overflow-y: auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--qt-line-strong) transparent;
    }
    .scroller:focus-visible {
      box-shadow: inset 0 0 0 2px var(--qt-brand);
    }
    .content {
      display: flex;
      flex-direction: column;
      gap: var(--qt-space-4);
      padding: var(--qt-space-4);
    }
    .time,
    .system {
      display: flex;
      justify-content: center;
      color: var(--qt-text-faint);
      font-size: var(--qt-text-xs);
      line-height: 18px;
    }
    .time {
      margin-bottom: calc(-1 * var(--qt-space-1));
      font-variant-numeric: tabular-nums;
    }
    .system span {
      max-width: 88%;
      padding: 3px 12px;
      border-radius: 12px;
      background: var(--qt-surface-sunken);
      color: var(--qt-text-muted);
      text-align: center;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: var(--qt-space-2);
      padding-left: 40px;
      margin-top: calc(-1 * var(--qt-space-1));
    }
    .chips button {
      min-height: 36px;
      padding: 6px 14px;
      border: 1px solid var(--qt-brand-line);
      border-radius: 18px;
      background: var(--qt-surface);
      color: var(--qt-brand-hover);
      font-weight: var(--qt-weight-medium);
      line-height: var(--qt-leading-tight);
      text-align: left;
      transition: background var(--qt-fast), border-color var(--qt-fast);
    }
    .chips button:hover {
      border-color: var(--qt-brand);
      background: var(--qt-brand-soft);
    }
    .typing {
      display: flex;
      align-items: center;
      gap: var(--qt-space-2);
    }
    .avatar {
      display: grid;
      place-items: center;
      width: 32px;
      height: 32px;
      border-radius: 50%;
      background: var(--qt-brand-soft);
      color: var(--qt-brand);
      font-size: 18px;
    }
    [data-by="agent"] .avatar {
      background: var(--qt-success-soft);
      color: var(--qt-success);
      font-size: var(--qt-text-md);
      font-weight: var(--qt-weight-bold);
    }
    .dots {
      display: flex;
      gap: 5px;
      padding: 13px 14px;
      border: 1px solid var(--qt-line);
      border-radius: 4px 14px 14px 14px;
      background: var(--qt-surface);
    }
    .dots i {
      width: 7px;
      height: 7px;
      border-radius: 50%;
      background: #9aa7bd;
      animation: hop 1.2s ease-in-out infinite;
    }
    .dots i:nth-child(2) {
      animation-delay: 0.15s;
    }
    .dots i:nth-child(3) {
      animation-delay: 0.3s;
    }
    @keyframes hop {
      0%,
      60%,
      100% {
        transform: none;
        opacity: 0.5;
      }
      30% {
        transform: translateY(-4px);
        opacity: 1;
      }
    }
    .jump {
      position: absolute;
      left: 50%;
      bottom: var(--qt-space-3);
      transform: translateX(-50%);
      display: inline-flex;
      align-items: center;
      gap: 4px;
      padding: 6px 14px;
      border: 1px solid var(--qt-line);
      border-radius: var(--qt-radius-full);
      background: var(--qt-surface);
      color: var(--qt-brand-hover);
      font-size: var(--qt-text-sm);
      font-weight: var(--qt-weight-medium);
      box-shadow: var(--qt-shadow-md);
    }
  `,
];
