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
      right: max(24px, env(safe-area-inset-right));
      bottom: max(24px, env(safe-area-inset-bottom));
      z-index: 2147483000;
      box-sizing: border-box;
      font-family: var(--qt-font);
      font-size: var(--qt-text-md);
      line-height: var(--qt-leading);
      color: var(--qt-text);
      text-align: left;
    }
    :host([position="left"]) .root {
      right: auto;
      left: max(24px, env(safe-area-inset-left));
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
      width: 392px;
      height: min(680px, calc(100vh - 128px));
      border-radius: var(--qt-radius-lg);
      background: var(--qt-surface);
      box-shadow: var(--qt-shadow-lg), 0 0 0 1px rgb(22 32 46 / 6%);
      overflow: hidden;
      transform-origin: bottom right;
      animation: rise var(--qt-medium) var(--qt-ease);
    }
    :host([position="left"]) .panel {
      right: auto;
      left: 0;
      transform-origin: bottom left;
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
        right: max(16px, env(safe-area-inset-right));
        bottom: max(16px, env(safe-area-inset-bottom));
      }
      :host([position="left"]) .root {
        left: max(16px, env(safe-area-inset-left));
      }
      :host([open]) qiantai-launcher {
        visibility: hidden;
      }
      .panel,
      :host([position="left"]) .panel {
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
