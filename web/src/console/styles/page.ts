import { css } from "lit";

/** A page of its own in the place of the three columns. */
export const page = css`
  :host {
    display: block;
    flex: 1;
    min-height: 0;
    overflow-y: auto;
  }
  main {
    max-width: 920px;
    margin: 0 auto;
    padding: var(--qt-space-3) var(--qt-space-4) var(--qt-space-8);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--qt-space-2);
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol {
    margin: 0;
  }
  h1 {
    font-size: var(--qt-text-xl);
  }
  h2 {
    font-size: var(--qt-text-lg);
  }
  h3 {
    flex: 1;
    font-size: var(--qt-text-sm);
  }
`;
