import { css } from "lit";

export const loginStyles = css`
  :host {
    display: block;
    height: 100%;
    overflow: auto;
    background:
      radial-gradient(60rem 30rem at 85% -10%, var(--qt-brand-soft), transparent),
      radial-gradient(50rem 30rem at 0% 110%, var(--qt-brand-soft), transparent),
      var(--qt-canvas);
  }
  main {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--qt-space-4);
    min-height: 100%;
    padding: var(--qt-space-6);
  }
  form {
    display: flex;
    flex-direction: column;
    width: min(380px, 100%);
    padding: var(--qt-space-8);
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-lg);
    background: var(--qt-surface);
    box-shadow: var(--qt-shadow-md);
  }
  .brand {
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    margin-bottom: var(--qt-space-4);
    border-radius: 12px;
    background: var(--qt-brand);
    color: var(--qt-on-brand);
  }
  .brand svg.icon {
    width: 24px;
    height: 24px;
  }
  h1 {
    margin: 0;
    font-size: var(--qt-text-xl);
    font-weight: var(--qt-weight-bold);
    line-height: var(--qt-leading-tight);
  }
  .subtitle {
    margin: var(--qt-space-1) 0 var(--qt-space-5);
    color: var(--qt-text-muted);
    font-size: var(--qt-text-sm);
  }
  .notice {
    display: flex;
    gap: var(--qt-space-2);
    margin: 0 0 var(--qt-space-4);
    padding: var(--qt-space-2) var(--qt-space-3);
    border: 1px solid var(--qt-warning-line);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-warning-soft);
    color: var(--qt-warning);
    font-size: var(--qt-text-sm);
  }
  .notice svg.icon {
    margin-top: 3px;
  }
  label {
    margin-bottom: 6px;
    font-size: var(--qt-text-sm);
    font-weight: var(--qt-weight-medium);
  }
  .field {
    min-height: 40px;
  }
  #username {
    margin-bottom: var(--qt-space-4);
  }
  .secret {
    position: relative;
  }
  .secret .field {
    padding-right: 84px;
  }
  .secret .button {
    position: absolute;
    right: 7px;
    top: 7px;
  }
  .problem {
    min-height: 20px;
    margin: var(--qt-space-2) 0;
    color: var(--qt-danger);
    font-size: var(--qt-text-sm);
    line-height: 20px;
  }
  .submit {
    min-height: 40px;
    font-size: var(--qt-text-md);
  }
`;
