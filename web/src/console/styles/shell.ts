import { css } from "lit";

export const shellStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
  }
  .banner {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--qt-space-2);
    margin: 0;
    padding: 6px var(--qt-space-4);
    border-bottom: 1px solid var(--qt-warning-line);
    background: var(--qt-warning-soft);
    color: var(--qt-warning);
    font-size: var(--qt-text-sm);
    font-weight: var(--qt-weight-medium);
  }
  .columns {
    position: relative;
    display: grid;
    flex: 1;
    grid-template-columns: 320px minmax(0, 1fr) 360px;
    min-height: 0;
  }
  .columns.without-packet {
    grid-template-columns: 320px minmax(0, 1fr);
  }
  qt-rail,
  qt-conversation,
  qt-packet {
    min-height: 0;
    min-width: 0;
  }
  .veil {
    display: none;
  }
  @media (max-width: 1279px) {
    .columns,
    .columns.without-packet {
      grid-template-columns: 300px minmax(0, 1fr);
    }
    qt-packet {
      position: absolute;
      z-index: 5;
      inset: 0 0 0 auto;
      width: min(380px, 80vw);
      box-shadow: var(--qt-shadow-lg);
      transform: translateX(105%);
      visibility: hidden;
      transition:
        transform var(--qt-medium) var(--qt-ease),
        visibility 0s var(--qt-medium);
    }
    qt-packet.open {
      transform: none;
      visibility: visible;
      transition: transform var(--qt-medium) var(--qt-ease);
    }
    .veil {
      display: block;
      position: absolute;
      z-index: 4;
      inset: 0;
      background: rgb(22 32 46 / 24%);
    }
  }
  @media (max-width: 900px) {
    .columns,
    .columns.without-packet {
      grid-template-columns: 256px minmax(0, 1fr);
    }
  }
  /* On a telephone one thing is shown at a time: the list, the conversation, or the packet over it. */
  @media (max-width: 719px) {
    .columns,
    .columns.without-packet {
      grid-template-columns: minmax(0, 1fr);
    }
    .with-conversation qt-rail,
    .without-packet qt-conversation {
      display: none;
    }
    qt-packet {
      width: 100%;
    }
  }
`;
