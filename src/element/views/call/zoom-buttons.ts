import { callIcons } from '../frame/call-icons.js';
import { toolsOf } from '../frame/tools-of.js';
import type { View, ViewKit } from '../frame/view.js';

/** For a shared screen, and whoever has no two fingers on it. The arrow keys move it while the focus is here. */
export function zoomButtons(kit: ViewKit, view: View) {
  const { html, nothing } = kit;
  const { text } = view;
  const { zoom } = toolsOf(view);
  if (!zoom.isOffered) return nothing;
  const { minus, plus } = callIcons(kit);
  const isLeast = zoom.scale === 1;
  const percent = `${Math.round(zoom.scale * 100)}%`;
  // Not `disabled`: that would take the focus away from whoever presses again and again.
  return html`<div
    part="zoom"
    class="zoom"
    role="group"
    aria-label=${text['remote-screen']}
    @keydown=${zoom.panByKey}
  >
    <button
      part="zoom-button"
      class="round"
      aria-label=${text['view-zoom-in'] ?? nothing}
      title=${text['view-zoom-in'] ?? nothing}
      aria-disabled=${zoom.isLargest}
      @click=${zoom.enlarge}
    >
      ${plus}
    </button>
    <button
      part="zoom-button"
      class="round"
      aria-label=${text['view-zoom-out'] ?? nothing}
      title=${text['view-zoom-out'] ?? nothing}
      aria-disabled=${isLeast}
      @click=${zoom.reduce}
    >
      ${minus}
    </button>
    ${
      isLeast
        ? nothing
        : html`<button
            part="zoom-button"
            class="round percent"
            aria-label="${percent}. ${text['view-zoom-off'] ?? ''}"
            title=${text['view-zoom-off'] ?? nothing}
            @click=${zoom.reset}
          >
            ${percent}
          </button>`
    }
  </div>`;
}
