import { Board } from './board';
import { LessonCall } from './lesson-call';
import type { LessonElement } from './lesson-element';
import './lesson-element';
import './style.css';

const find = <T extends Element>(selector: string) => document.querySelector<T>(selector)!;

const element = find<LessonElement>('lesson-call');
const board = new Board(find('canvas'));
const state = find<HTMLOutputElement>('.state');
const peerId = find<HTMLInputElement>('form input');
const callButton = find<HTMLButtonElement>('form button');

/** The lesson that goes on, if one does. */
function lesson(): LessonCall | null {
  const { call } = element;
  return call instanceof LessonCall && element.state === 'connected' ? call : null;
}

element.addEventListener('call-statechange', (event) => {
  state.textContent = event.state;
  callButton.disabled = event.state !== 'idle';
  if (!(event.call instanceof LessonCall)) return;
  event.call.onLine = (points) => board.draw(points, 'theirs');
  event.call.onWipe = () => board.wipe();
});
board.onLine = (points) => lesson()?.sendLine(points);
find('.wipe').addEventListener('click', () => {
  board.wipe();
  lesson()?.sendWipe();
});
find('form').addEventListener('submit', (event) => {
  event.preventDefault();
  element.startCall(peerId.value);
});

element.endpoint = import.meta.env.VITE_ENDPOINT ?? 'ws://localhost:8000/relay';
