import { css } from "lit";
import { base, tokens } from "../../shared/tokens.ts";

export const chatStyles = [
  tokens,
  base,
  css`
    /* A page's own rule for every element (e.g. a letter-spacing on "*") beats :host, but cannot reach this one. */
    .root {
      all: initial;
      position: fixed;
      right: max(var(--qt-offset-x, 24px), env(safe-area-inset-right));
      bottom: max(var(--qt-offset-y, 24px), env(safe-area-inset-bottom));
      z-index: 2147483000;
      box-sizing: border-box;
      font-family: var(--qt-font);
      font-size: var(--qt-text-md);
      line-height: var(--qt-leading);
      color: var(--qt-text);
      text-align: left;
    }
    .root[data-position="left"] {
      right: auto;
      left: max(var(--qt-offset-x, 24px), env(safe-area-inset-left));
    }
    qiantai-launcher {
      display: block;
    }
    .panel {
      position: absolute;
      right: 0;
      bottom: 72px;
      display: flex;
      flex-direction: column;
      width: min(392px, calc(100vw - 16px - var(--qt-offset-x, 24px)));
      height: min(680px, calc(100vh - 104px - var(--qt-offset-y, 24px)));
      border-radius: var(--qt-radius-lg);
      background: var(--qt-surface);
      box-shadow: var(--qt-shadow-lg), 0 0 0 1px rgb(22 32 46 / 6%);
      overflow: hidden;
      transform-origin: bottom right;
      animation: rise var(--qt-medium) var(--qt-ease);
    }
    [data-position="left"] .panel {
      right: auto;
      left: 0;
      transform-origin: bottom left;
    }
    .invitation {
      position: absolute;
      right: 0;
      bottom: 68px;
      display: flex;
      width: max-content;
      max-width: min(280px, calc(100vw - 32px));
      border-radius: var(--qt-radius-lg);
      background: var(--qt-surface);
      box-shadow: var(--qt-shadow-lg);
      animation: rise var(--qt-medium) var(--qt-ease);
    }
    [data-position="left"] .invitation {
      right: auto;
      left: 0;
    }
    .invitation button {
      min-width: 44px;
      padding: var(--qt-space-3) var(--qt-space-4);
      border: 0;
      border-radius: inherit;
      background: none;
      text-align: left;
    }
    @keyframes rise {
      from {
        opacity: 0;
        transform: translateY(12px) scale(0.98);
      }
    }
    .banner {
      display: flex;
      align-items: flex-start;
      gap: var(--qt-space-2);
      padding: 10px var(--qt-space-4);
      border-bottom: 1px solid var(--qt-line);
      background: var(--qt-surface);
      color: var(--qt-text-muted);
      font-size: var(--qt-text-sm);
      line-height: 1.5;
    }
    .banner svg {
      flex: none;
      margin-top: 1px;
      font-size: 18px;
    }
    .banner strong {
      font-weight: var(--qt-weight-medium);
    }
    .banner span {
      display: block;
      font-size: var(--qt-text-xs);
    }
    .banner[data-look="queue"] {
      border-color: var(--qt-warning-line);
      background: var(--qt-warning-soft);
      color: var(--qt-warning);
    }
    .banner[data-look="bad"] {
      border-color: var(--qt-danger-line);
      background: var(--qt-danger-soft);
      color: var(--qt-danger);
    }
    @media (max-width: 480px) {
      .root {
        right: max(var(--qt-offset-x, 16px), env(safe-area-inset-right));
        bottom: max(var(--qt-offset-y, 16px), env(safe-area-inset-bottom));
      }
      .root[data-position="left"] {
        left: max(var(--qt-offset-x, 16px), env(safe-area-inset-left));
      }
      :host([open]) qiantai-launcher {
        visibility: hidden;
      }
      .panel,
      [data-position="left"] .panel {
        position: fixed;
        top: var(--qt-view-top, 0);
        right: 0;
        bottom: auto;
        left: 0;
        width: auto;
        height: var(--qt-view-height, 100dvh);
        border-radius: 0;
      }
    }
    @media print {
      .root {
        display: none;
      }
    }
  `,
];
