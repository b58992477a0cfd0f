import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App, type AppProps } from './app';
import './style.css';

const props = JSON.parse(document.querySelector('#props')!.textContent) as AppProps;

hydrateRoot(
  document.querySelector('#root')!,
  <StrictMode>
    <App {...props} />
  </StrictMode>,
);
