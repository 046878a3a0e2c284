import { css } from "lit";

/**
 * The one set of design tokens that the widget and the console share (light theme).
 * Every text colour reaches WCAG AA (4.5:1) on `--qt-surface` and `--qt-canvas`.
 * `:root` serves documents, `:host` the shadow root of an outermost element; nested elements inherit.
 */
export const tokens = css`
  :root,
  :host {
    --qt-font:
      "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif;
    --qt-font-number: "SF Mono", ui-monospace, "Roboto Mono", "Noto Sans Mono", monospace;

    --qt-text-xs: 12px;
    --qt-text-sm: 13px;
    --qt-text-md: 14px;
    --qt-text-lg: 16px;
    --qt-text-xl: 20px;
    --qt-leading-tight: 1.35;
    --qt-leading: 1.6;
    --qt-weight-medium: 500;
    --qt-weight-bold: 600;

    --qt-space-1: 4px;
    --qt-space-2: 8px;
    --qt-space-3: 12px;
    --qt-space-4: 16px;
    --qt-space-5: 20px;
    --qt-space-6: 24px;
    --qt-space-8: 32px;

    --qt-radius-sm: 6px;
    --qt-radius-md: 10px;
    --qt-radius-lg: 16px;
    --qt-radius-full: 999px;

    --qt-brand: #1f5eff;
    --qt-brand-bright: #2f6bff;
    --qt-brand-glow: rgb(31 94 255 / 34%);
    --qt-brand-hover: #174fe0;
    --qt-brand-active: #123fb5;
    --qt-brand-soft: #edf2ff;
    --qt-brand-line: #c7d6ff;
    --qt-on-brand: #ffffff;

    --qt-canvas: #f5f7fa;
    --qt-surface: #ffffff;
    --qt-surface-sunken: #eef1f6;
    --qt-line: #e4e8ef;
    --qt-line-strong: #c9d1dd;
    --qt-text: #16202e;
    --qt-text-muted: #56637a;
    --qt-text-faint: #616d84;

    --qt-success: #0b7a47;
    --qt-success-soft: #e6f6ee;
    --qt-success-dot: #18a867;
    --qt-warning: #8a5200;
    --qt-warning-soft: #fff5e0;
    --qt-warning-line: #f3d9a4;
    --qt-warning-dot: #e89b16;
    --qt-danger: #c42531;
    --qt-danger-soft: #fdecee;
    --qt-danger-line: #f5c2c7;
    --qt-danger-dot: #e5484d;

    --qt-shadow-sm: 0 1px 2px rgb(22 32 46 / 6%);
    --qt-shadow-md: 0 4px 16px rgb(22 32 46 / 10%);
    --qt-shadow-lg: 0 12px 48px rgb(22 32 46 / 20%);
    --qt-focus: 0 0 0 2px var(--qt-surface), 0 0 0 4px var(--qt-brand);

    --qt-fast: 120ms;
    --qt-medium: 220ms;
    --qt-ease: cubic-bezier(0.2, 0.8, 0.2, 1);
  }
`;

/** Base rules for a shadow root: box sizing, type, visible keyboard focus, calm motion. Use after {@link tokens}. */
export const base = css`
  :host {
    box-sizing: border-box;
    font-family: var(--qt-font);
    font-size: var(--qt-text-md);
    line-height: var(--qt-leading);
    color: var(--qt-text);
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button {
    cursor: pointer;
  }
  button:disabled {
    cursor: not-allowed;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    box-shadow: var(--qt-focus);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
      scroll-behavior: auto !important;
    }
  }
`;
