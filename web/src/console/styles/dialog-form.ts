import { css } from "lit";

/** The form inside a dialog. */
export const dialogForm = css`
  form {
    display: flex;
    flex-direction: column;
  }
  label,
  legend {
    padding: 0;
    margin-bottom: 6px;
    font-size: var(--qt-text-sm);
    font-weight: var(--qt-weight-medium);
  }
  em {
    margin-left: 6px;
    color: var(--qt-danger);
    font-size: var(--qt-text-xs);
    font-style: normal;
    font-weight: normal;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  textarea {
    resize: vertical;
  }
  .hint,
  .problem {
    min-height: 20px;
    margin: 4px 0 var(--qt-space-3);
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    line-height: 20px;
  }
  .problem {
    margin-bottom: 4px;
    color: var(--qt-danger);
  }
  .check {
    display: flex;
    align-items: flex-start;
    gap: var(--qt-space-2);
    margin: 0;
    padding: 10px var(--qt-space-3);
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-sm);
  }
  .check small {
    display: block;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    font-weight: normal;
  }
  input[type="checkbox"],
  input[type="radio"] {
    flex: none;
    width: 16px;
    height: 16px;
    margin-top: 3px;
    accent-color: var(--qt-brand);
  }
  .presets {
    display: flex;
    flex-wrap: wrap;
    gap: var(--qt-space-1);
    margin-bottom: 6px;
  }
  .segments {
    display: grid;
    grid-template-columns: 1fr 1fr;
    margin-bottom: var(--qt-space-2);
    padding: 3px;
    border-radius: var(--qt-radius-md);
    background: var(--qt-surface-sunken);
  }
  .segments button {
    padding: 4px 0;
    border: 0;
    border-radius: 7px;
    background: none;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-sm);
  }
  .segments button[aria-pressed="true"] {
    background: var(--qt-surface);
    color: var(--qt-text);
    font-weight: var(--qt-weight-medium);
    box-shadow: var(--qt-shadow-sm);
  }
  .choices {
    display: flex;
    flex-direction: column;
    min-height: 132px;
    max-height: 220px;
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-sm);
    overflow-y: auto;
  }
  .choices .skeleton {
    height: 36px;
    margin: var(--qt-space-2);
  }
  .choices > .hint {
    padding: var(--qt-space-3);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: var(--qt-space-2);
    margin: 0;
    padding: 7px var(--qt-space-3);
    font-weight: normal;
    cursor: pointer;
  }
  .choice:hover,
  .choice:has(:checked) {
    background: var(--qt-brand-soft);
  }
  .choice input[type="radio"] {
    margin: 0;
  }
  .choice:has(:disabled) {
    opacity: 0.55;
    cursor: not-allowed;
  }
  .choice strong {
    font-weight: var(--qt-weight-medium);
  }
  .choice .muted {
    overflow: hidden;
    font-size: var(--qt-text-xs);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .load {
    margin-left: auto;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
  }
  .dot {
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--qt-line-strong);
  }
  .dot.online {
    background: var(--qt-success-dot);
  }
  .dot.busy {
    background: var(--qt-warning-dot);
  }
`;
