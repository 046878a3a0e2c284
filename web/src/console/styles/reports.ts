import { css } from "lit";

export const reportsStyles = css`
  .content {
    display: grid;
    gap: var(--qt-space-3);
    margin-top: var(--qt-space-3);
    font-size: var(--qt-text-sm);
  }
  section {
    min-width: 0;
    padding: var(--qt-space-4);
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-md);
    background: var(--qt-surface);
  }
  .titled,
  .periods {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--qt-space-1);
  }
  .titled {
    justify-content: space-between;
  }
  ul {
    display: grid;
    gap: var(--qt-space-2);
    margin-top: var(--qt-space-3);
    padding: 0;
    list-style: none;
  }
  section > .muted {
    margin-top: var(--qt-space-2);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--qt-space-2);
    padding: var(--qt-space-2) var(--qt-space-3);
    border-left: 3px solid var(--qt-line-strong);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-canvas);
    overflow-wrap: anywhere;
  }
  li.open {
    border-left-color: var(--qt-danger);
  }
  .what {
    display: grid;
    flex: 1 1 220px;
    gap: 2px;
    min-width: 0;
  }
  table {
    width: 100%;
    margin-top: var(--qt-space-3);
    border-collapse: collapse;
  }
  th,
  td {
    padding: 6px var(--qt-space-2);
    border-bottom: 1px solid var(--qt-line);
    text-align: right;
    vertical-align: top;
  }
  th:nth-child(-n + 2),
  td:first-of-type {
    text-align: left;
  }
  thead th {
    color: var(--qt-text-muted);
    font-weight: var(--qt-weight-medium);
    white-space: nowrap;
  }
  tbody th {
    font-weight: var(--qt-weight-medium);
    overflow-wrap: anywhere;
  }
  .trend {
    margin-left: 4px;
    color: var(--qt-text-muted);
  }
  .trend.up,
  .late {
    color: var(--qt-danger);
  }
  @media (max-width: 480px) {
    th,
    td {
      padding: 6px 4px;
      font-size: var(--qt-text-xs);
    }
    section {
      padding: var(--qt-space-3);
    }
  }
`;
