import { css } from "lit";

/** Buttons, fields and chips that every element of the console shares. Use after `tokens` and `base`. */
export const controls = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 32px;
    padding: 0 var(--qt-space-3);
    border: 1px solid var(--qt-line-strong);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-surface);
    color: var(--qt-text);
    font-size: var(--qt-text-sm);
    font-weight: var(--qt-weight-medium);
    white-space: nowrap;
    transition:
      background var(--qt-fast),
      border-color var(--qt-fast);
  }
  .button:hover:not(:disabled) {
    background: var(--qt-surface-sunken);
  }
  .button.primary {
    border-color: var(--qt-brand);
    background: var(--qt-brand);
    color: var(--qt-on-brand);
  }
  .button.primary:hover:not(:disabled) {
    border-color: var(--qt-brand-hover);
    background: var(--qt-brand-hover);
  }
  .button.soft {
    border-color: var(--qt-brand-line);
    background: var(--qt-brand-soft);
    color: var(--qt-brand-active);
  }
  .button.soft:hover:not(:disabled) {
    border-color: var(--qt-brand);
    background: var(--qt-brand);
    color: var(--qt-on-brand);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--qt-text-muted);
  }
  .button.quiet:hover:not(:disabled) {
    background: var(--qt-surface-sunken);
    color: var(--qt-text);
  }
  .button.small {
    min-height: 26px;
    padding: 0 var(--qt-space-2);
    font-size: var(--qt-text-xs);
  }
  .button.icon-only {
    width: 32px;
    padding: 0;
  }
  .button.small.icon-only {
    width: 26px;
  }
  .button:disabled {
    opacity: 0.55;
  }
  .field {
    width: 100%;
    padding: 7px var(--qt-space-3);
    border: 1px solid var(--qt-line-strong);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-surface);
    line-height: 1.5;
  }
  .field:focus-visible {
    border-color: var(--qt-brand);
    box-shadow: 0 0 0 3px var(--qt-brand-line);
  }
  .field[aria-invalid="true"] {
    border-color: var(--qt-danger);
  }
  .field::placeholder {
    color: var(--qt-text-faint);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 7px;
    border-radius: var(--qt-radius-sm);
    background: var(--qt-surface-sunken);
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    line-height: 20px;
    white-space: nowrap;
  }
  .chip.danger {
    background: var(--qt-danger-soft);
    color: var(--qt-danger);
  }
  .chip.warning {
    background: var(--qt-warning-soft);
    color: var(--qt-warning);
  }
  .chip.success {
    background: var(--qt-success-soft);
    color: var(--qt-success);
  }
  .chip.brand {
    background: var(--qt-brand-soft);
    color: var(--qt-brand-active);
  }
  /* The same ring as in base, for whatever has a shadow of its own. */
  :focus-visible {
    outline: 2px solid var(--qt-brand);
    outline-offset: 2px;
  }
  .field:focus-visible,
  dialog:focus-visible {
    outline: none;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .muted {
    color: var(--qt-text-muted);
  }
  svg.icon {
    flex: none;
    width: 16px;
    height: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .skeleton {
    border-radius: var(--qt-radius-sm);
    background: linear-gradient(
      90deg,
      var(--qt-surface-sunken) 25%,
      var(--qt-line) 50%,
      var(--qt-surface-sunken) 75%
    );
    background-size: 200% 100%;
    animation: shimmer 1.4s linear infinite;
  }
  @keyframes shimmer {
    to {
      background-position: -200% 0;
    }
  }
`;

/** A large, calm message in the middle of an empty area. */
export const emptyState = css`
  .empty {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--qt-space-2);
    padding: var(--qt-space-8) var(--qt-space-5);
    text-align: center;
    color: var(--qt-text-muted);
  }
  .empty svg.icon {
    width: 40px;
    height: 40px;
    margin-bottom: var(--qt-space-2);
    stroke-width: 1.25;
    color: var(--qt-line-strong);
  }
  .empty strong {
    color: var(--qt-text);
    font-size: var(--qt-text-lg);
    font-weight: var(--qt-weight-bold);
  }
  .empty p {
    margin: 0;
    font-size: var(--qt-text-sm);
  }
  .empty .button {
    margin-top: var(--qt-space-3);
  }
`;
