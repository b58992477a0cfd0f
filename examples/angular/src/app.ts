import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
// Registers the element. Its types come along: `$event` and `#call` in the template have them.
import 'p2p-video-call';
import type { ElementState } from 'p2p-video-call';

/** Put there by the build: see `define` in angular.json. */
declare const ENDPOINT: string;

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <header>
        <h1>Angular</h1>
        <output class="state">{{ state() }}</output>
        <button (click)="isOpen.set(!isOpen())">{{ isOpen() ? 'Leave' : 'Come back' }}</button>
      </header>
      @if (isOpen()) {
        <p2p-video-call
          #call
          [endpoint]="endpoint"
          (call-statechange)="state.set($event.state)"
          (call-error)="warn($event.error.message)"
        />
        <form (submit)="call.startCall(peerId.value); $event.preventDefault()">
          <input #peerId name="peer" aria-label="Their address" placeholder="Their address" />
          <button [disabled]="state() !== 'idle'">Call them</button>
        </form>
      }
    </main>
  `,
})
export class App {
  protected readonly endpoint = ENDPOINT;
  protected readonly isOpen = signal(true);
  protected readonly state = signal<ElementState>('offline');

  protected warn(message: string): void {
    console.warn(message);
  }
}
