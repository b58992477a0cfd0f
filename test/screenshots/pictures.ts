/** A drawn stream that stands still, but for a node in its corner: a stream has pictures only as long as it changes. */
function drawn(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas here.');
  let isOdd = false;
  const paint = () => {
    draw(context);
    context.fillStyle = isOdd ? '#000' : '#010101';
    context.fillRect(0, 0, 2, 2);
    isOdd = !isOdd;
  };
  paint();
  setInterval(paint, 200);
  return canvas.captureStream(5);
}

interface Look {
  readonly wall: string;
  readonly clothes: string;
  readonly hair: string;
}

const YOU: Look = { wall: '#8a6a4a', clothes: '#3b4a6b', hair: '#2b1d16' };
const THEM: Look = { wall: '#56795d', clothes: '#c98f3f', hair: '#5a3320' };

/** Of the user. */
export const ownPicture = (): MediaStream => portrait(YOU);

/** Of the other side. */
export const theirPicture = (): MediaStream => portrait(THEM);

/** As a telephone that is held upright sends it. */
export const theirPhonePicture = (): MediaStream => portrait(THEM, 360, 640);

/** A head and shoulders before a wall with a bright window. */
function portrait({ wall, clothes, hair }: Look, width = 640, height = 360): MediaStream {
  return drawn(width, height, (context) => {
    context.fillStyle = wall;
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#f4ead2';
    context.fillRect(width * 0.08, height * 0.1, width * 0.16, height * 0.42);
    const [x, y] = [width / 2, height / 2];
    const oval = (color: string, dx: number, dy: number, rx: number, ry: number) => {
      context.fillStyle = color;
      context.beginPath();
      context.ellipse(x + dx, y + dy, rx, ry, 0, 0, 2 * Math.PI);
      context.fill();
    };
    oval(hair, 0, -24, 88, 104);
    oval('#cf9d79', 0, 92, 34, 60);
    oval(clothes, 0, 220, 170, 116);
    oval('#e0b08c', 0, -10, 70, 92);
    oval(hair, 0, -84, 74, 36);
    oval('#3a2a22', -26, -18, 7, 8);
    oval('#3a2a22', 26, -18, 7, 8);
    oval('#a3574a', 0, 38, 24, 8);
  });
}

/** A page of text, as somebody would share. */
export function screenContent(): MediaStream {
  return drawn(1_280, 800, (context) => {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 1_280, 800);
    context.fillStyle = '#2b59d9';
    context.fillRect(0, 0, 1_280, 64);
    context.fillStyle = '#444';
    for (let line = 0; line < 18; line++) {
      context.fillRect(80, 120 + line * 34, 600 + ((line * 197) % 480), 12);
    }
  });
}
