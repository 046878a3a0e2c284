import { css } from "lit";

export const feedbackStyles = css`
  .periods {
    display: flex;
    flex-wrap: wrap;
    gap: var(--qt-space-1);
    margin-left: auto;
  }
  .content {
    display: grid;
    gap: var(--qt-space-3);
    margin-top: var(--qt-space-3);
    font-size: var(--qt-text-sm);
  }
  .totals {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(104px, 1fr));
    gap: var(--qt-space-3);
  }
  .totals > div,
  section {
    min-width: 0;
    padding: var(--qt-space-4);
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-md);
    background: var(--qt-surface);
  }
  dt {
    color: var(--qt-text-muted);
  }
  dd {
    font-size: var(--qt-text-xl);
    font-weight: var(--qt-weight-bold);
  }
  .tables {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
    gap: var(--qt-space-3);
  }
  ul {
    display: grid;
    gap: var(--qt-space-2);
    margin-top: var(--qt-space-3);
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--qt-space-3);
    overflow-wrap: anywhere;
  }
  .bar {
    flex: 1;
    height: 8px;
    border-radius: 4px;
    background: linear-gradient(var(--qt-brand) 0 0) no-repeat 0 0 / calc(var(--share) * 100%) 100%
      var(--qt-surface-sunken);
  }
  .bar.low {
    background-image: linear-gradient(var(--qt-danger) 0 0);
  }
  li > .number {
    min-width: 64px;
    text-align: right;
  }
  ul.low > li {
    align-items: flex-start;
    padding: var(--qt-space-2) var(--qt-space-3);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-canvas);
  }
  .comment {
    display: grid;
    flex: 1;
    gap: 2px;
    min-width: 0;
  }
  .chip,
  ul.low .button {
    flex: none;
  }
`;
