import { useRef, useState, type SubmitEvent } from 'react';
import type { ElementState, P2pVideoCallElement } from 'p2p-video-call/react';
// On the server too: there it registers nothing, and does no harm.
import 'p2p-video-call/react';

export function Call({ endpoint }: { readonly endpoint: string }) {
  const call = useRef<P2pVideoCallElement>(null);
  const [state, setState] = useState<ElementState>('offline');
  const [peerId, setPeerId] = useState('');

  function startCall(event: SubmitEvent) {
    event.preventDefault();
    call.current?.startCall(peerId);
  }

  return (
    <>
      <p2p-video-call
        ref={call}
        endpoint={endpoint}
        oncall-statechange={(event) => setState(event.state)}
        oncall-error={(event) => console.warn(event.error.message)}
      />
      <form onSubmit={startCall}>
        <output className="state">{state}</output>
        <input
          name="peer"
          aria-label="Their address"
          placeholder="Their address"
          value={peerId}
          onChange={(event) => setPeerId(event.target.value)}
        />
        <button disabled={state !== 'idle'}>Call them</button>
      </form>
    </>
  );
}
