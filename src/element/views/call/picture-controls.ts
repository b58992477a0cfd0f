import type { PeerCall } from '../../../call/peer-call.js';
import { isUp } from '../../call-phase.js';
import { callIcons } from '../frame/call-icons.js';
import type { Control } from './control.js';
import { toolsOf } from '../frame/tools-of.js';
import type { View, ViewKit } from '../frame/view.js';

/** What can be done with the small pictures by a press as well as by dragging them: nobody has to. */
export function pictureControls(kit: ViewKit, view: View, call: PeerCall): (Control | null)[] {
  const { text } = view;
  const { pictures } = toolsOf(view);
  const { swap, move, eye } = callIcons(kit);
  const { tiles, isSelfHidden } = pictures.layout(call);
  const [first] = isUp(call) ? tiles : [];
  const minor = (name: string, label: string | undefined, icon: Control['icon']) => ({
    name,
    label: label ?? '',
    icon,
    isMinor: true,
  });
  return [
    first
      ? { ...minor('swap', text['view-swap'], swap), action: () => pictures.enlarge(first) }
      : null,
    first ? { ...minor('move', text['view-move'], move), action: () => pictures.moveOn() } : null,
    isUp(call) && (isSelfHidden || tiles.includes('self'))
      ? {
          ...minor(
            'self-view',
            text[isSelfHidden ? 'view-self-on' : 'view-self-off'],
            isSelfHidden ? eye : kit.icons.private,
          ),
          action: () => pictures.hideSelf(!isSelfHidden),
        }
      : null,
  ];
}
