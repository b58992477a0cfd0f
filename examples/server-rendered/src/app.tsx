import { useState, useSyncExternalStore } from 'react';
import { Call } from './call';

export interface AppProps {
  /** Only the server knows it, and not before it runs. */
  readonly endpoint: string;
}

const never = () => () => {};

/** `false` on the server and while the page takes over what came from there, `true` after that. */
const useIsHydrated = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

export function App({ endpoint }: AppProps) {
  const isHydrated = useIsHydrated();
  const [isOpen, setOpen] = useState(true);

  return (
    <main>
      <header>
        <h1>Server-rendered</h1>
        <button onClick={() => setOpen(!isOpen)}>{isOpen ? 'Leave' : 'Come back'}</button>
      </header>
      {/* React gives a custom element from the server neither its listeners nor its properties: the browser makes it. */}
      {isOpen && (isHydrated ? <Call endpoint={endpoint} /> : <div className="call-to-come" />)}
    </main>
  );
}
