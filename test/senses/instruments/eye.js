// What can be seen: which pictures are on the screen, and whether they move.
{
  /** Presented since the look began. */
  const PICTURES = 2;
  /** Of 255, the mean of the brightest colour: a disabled track sends black. */
  const DARK = 16;
  const { senses } = globalThis;
  const canvas = new OffscreenCanvas(8, 8);
  const context = canvas.getContext('2d', { willReadFrequently: true });

  /** On its page, in its window, and not hidden by a style of its own or around it. */
  senses.isOnScreen = (element) => {
    const view = element.ownerDocument.defaultView;
    if (!element.isConnected || view === null) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height, right, bottom, left, top } = element.getBoundingClientRect();
    const isInside = right > 0 && bottom > 0 && left < view.innerWidth && top < view.innerHeight;
    const frame = view.frameElement;
    return width > 1 && height > 1 && isInside && (frame === null || senses.isOnScreen(frame));
  };

  function isDark(video) {
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const means = [0, 1, 2].map((color) => {
      return data.reduce((sum, value, at) => (at % 4 === color ? sum + value : sum), 0) / 64;
    });
    return Math.max(...means) < DARK;
  }

  /** Of the element's own size, how much the peer's picture takes: with its styles, all. */
  const STAGE = 0.8;

  /** Whether the picture has the room that is meant for it; a page of one's own gives it what it likes. */
  function hasStage(video) {
    const host = senses.host();
    if (host === null || senses.ownerOf(video) === 'own') return true;
    const [room, picture] = [host, video].map((element) => element.getBoundingClientRect());
    return picture.width >= room.width * STAGE && picture.height >= room.height * STAGE;
  }

  const hasPicture = ({ readyState, videoWidth }) =>
    videoWidth > 0 && readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;

  /** Counts the pictures that each video presents, until it is closed. */
  senses.Viewer = class {
    #counts = new Map();
    #isOpen = true;

    /** What is wrong if the picture of `owner` (`own` or `peer`) is to be seen, or not to be; a list of sentences. */
    look(owner, isSeen) {
      const isTheirs = (player) => player.localName === 'video' && senses.ownerOf(player) === owner;
      const videos = senses.players().filter(isTheirs);
      for (const video of videos) if (!this.#counts.has(video)) this.#watch(video);
      const isShown = (video) => senses.isOnScreen(video) && hasPicture(video);
      const shown = videos.filter(isShown);
      if (!isSeen) return shown.map((video) => `a picture stands in ${senses.nameOf(video)}`);
      const small = shown.filter((video) => !hasStage(video));
      if (small.length > 0) return small.map((video) => `${senses.nameOf(video)} is too small`);
      if (shown.some((video) => this.#counts.get(video) >= PICTURES)) return [];
      const reason = (video) =>
        `${senses.nameOf(video)}: ${isShown(video) ? '' : 'not '}shown, ${this.#counts.get(video)} new`;
      return [`no moving picture (${owner}); ${videos.map(reason).join('; ') || 'no video'}`];
    }

    close() {
      this.#isOpen = false;
    }

    #watch(video) {
      this.#counts.set(video, 0);
      const present = () => {
        if (!this.#isOpen) return;
        if (!isDark(video)) this.#counts.set(video, this.#counts.get(video) + 1);
        video.requestVideoFrameCallback(present);
      };
      video.requestVideoFrameCallback(present);
    }
  };
}
