import { useRef, useState, type SubmitEvent } from 'react';
import type { ElementState, P2pVideoCallElement } from 'p2p-video-call/react';
// Registers the element, and tells TypeScript its properties and events in JSX.
import 'p2p-video-call/react';

const ENDPOINT = import.meta.env.VITE_ENDPOINT ?? 'ws://localhost:8000/relay';

export function App() {
  const call = useRef<P2pVideoCallElement>(null);
  const [isOpen, setOpen] = useState(true);
  const [state, setState] = useState<ElementState>('offline');
  const [peerId, setPeerId] = useState('');

  function startCall(event: SubmitEvent) {
    event.preventDefault();
    call.current?.startCall(peerId);
  }

  return (
    <main>
      <header>
        <h1>React</h1>
        <output className="state">{state}</output>
        <button onClick={() => setOpen(!isOpen)}>{isOpen ? 'Leave' : 'Come back'}</button>
      </header>
      {isOpen && (
        <p2p-video-call
          ref={call}
          endpoint={ENDPOINT}
          oncall-statechange={(event) => setState(event.state)}
          oncall-error={(event) => console.warn(event.error.message)}
        />
      )}
      <form onSubmit={startCall}>
        <input
          name="peer"
          aria-label="Their address"
          placeholder="Their address"
          value={peerId}
          onChange={(event) => setPeerId(event.target.value)}
        />
        <button disabled={state !== 'idle'}>Call them</button>
      </form>
    </main>
  );
}
