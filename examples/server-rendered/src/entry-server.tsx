import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { App, type AppProps } from './app';

export function render(props: AppProps): string {
  return renderToString(
    <StrictMode>
      <App {...props} />
    </StrictMode>,
  );
}
