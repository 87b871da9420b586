// A clip frame by frame: picture, boxes, playhead and overlaps follow the slider without asking the server.
(() => {
  const part = (at, count) => (count > 1 ? (100 * at) / (count - 1) : 0);

  const place = (rect, box) => {
    rect.style.display = box ? '' : 'none';
    if (!box) return;
    const [x0, y0, x1, y1] = box;
    rect.setAttribute('x', x0);
    rect.setAttribute('y', y0);
    rect.setAttribute('width', Math.max(0, x1 - x0));
    rect.setAttribute('height', Math.max(0, y1 - y0));
  };

  const draw = (root, at) => {
    const { film } = root.tubes;
    const last = film.seconds.length - 1;
    const frame = Math.min(Math.max(0, at), last);
    root.tubes.at = frame;
    const slider = root.querySelector('input[type=range]');
    slider.value = frame;
    slider.setAttribute('aria-valuetext', `${film.seconds[frame].toFixed(1)} s`);
    root.querySelector('[data-where]').textContent = `${film.seconds[frame].toFixed(1)} s · frame ${frame + 1} of ${last + 1}`;
    root.style.setProperty('--at', (frame + 0.5) / (last + 1));
    const picture = root.querySelector('.picture');
    if (picture && film.tiles) {
      const tile = film.tiles[frame];
      picture.style.backgroundPosition = `${part(tile % film.columns, film.columns)}% ${part(Math.floor(tile / film.columns), film.rows)}%`;
    }
    for (const rect of root.querySelectorAll('rect[data-track]')) {
      place(rect, rect.dataset.track === 'truth' ? film.truth[frame] : film.boxes[rect.dataset.track]?.[frame]);
    }
    for (const out of root.querySelectorAll('[data-iou]')) {
      const iou = film.ious[out.dataset.iou]?.[frame];
      out.textContent = iou === null || iou === undefined ? '–' : iou.toFixed(2);
    }
    for (const thumb of root.querySelectorAll('.thumb')) thumb.classList.remove('now');
    const passed = [...root.querySelectorAll('.thumb')].filter((thumb) => Number(thumb.dataset.frame) <= frame);
    passed.at(-1)?.classList.add('now');
  };

  const stop = (root) => {
    cancelAnimationFrame(root.tubes.playing);
    root.tubes.playing = 0;
    const button = root.querySelector('[data-play]');
    if (button) { button.textContent = '▶'; button.setAttribute('aria-label', 'Play'); }
  };

  const settle = (root) => root.tubes.page.invokeMethodAsync('Stopped', root.tubes.at);

  const play = (root) => {
    const { film } = root.tubes;
    const last = film.seconds.length - 1;
    if (root.tubes.at >= last) draw(root, 0);
    const button = root.querySelector('[data-play]');
    button.textContent = '❚❚';
    button.setAttribute('aria-label', 'Pause');
    let began = performance.now();
    const from = film.seconds[root.tubes.at];
    const tick = (now) => {
      if (!root.isConnected) return;
      const second = from + (now - began) / 1000;
      let frame = root.tubes.at;
      while (frame < last && film.seconds[frame + 1] <= second) frame++;
      if (frame !== root.tubes.at) draw(root, frame);
      if (frame >= last) { stop(root); settle(root); return; }
      root.tubes.playing = requestAnimationFrame(tick);
    };
    root.tubes.playing = requestAnimationFrame(tick);
  };

  const toggle = (root) => { if (root.tubes.playing) { stop(root); settle(root); } else { play(root); } };

  const scrub = (root, e) => {
    const lane = root.querySelector('.lane').getBoundingClientRect();
    const at = (e.clientX - lane.left) / lane.width;
    stop(root);
    draw(root, Math.floor(at * root.tubes.film.seconds.length));
  };

  const listen = (root) => {
    root.addEventListener('input', (e) => { if (e.target.type === 'range') { stop(root); draw(root, Number(e.target.value)); } });
    root.addEventListener('change', (e) => { if (e.target.type === 'range') settle(root); });
    root.addEventListener('click', (e) => {
      if (e.target.closest('[data-play]')) toggle(root);
      const thumb = e.target.closest('.thumb');
      if (thumb) { stop(root); draw(root, Number(thumb.dataset.frame)); settle(root); }
    });
    root.addEventListener('keydown', (e) => { if (e.key === ' ' && e.target.type === 'range') { e.preventDefault(); toggle(root); } });
    root.addEventListener('pointerdown', (e) => {
      const lanes = e.target.closest('[data-lanes]');
      if (!lanes) return;
      lanes.setPointerCapture(e.pointerId);
      scrub(root, e);
    });
    root.addEventListener('pointermove', (e) => { if (e.buttons === 1 && e.target.closest?.('[data-lanes]')) scrub(root, e); });
    root.addEventListener('pointerup', (e) => { if (e.target.closest?.('[data-lanes]')) settle(root); });
  };

  window.tubes = {
    show: (root, film, frame, page) => {
      const known = root.tubes;
      if (known) stop(root); else listen(root);
      root.tubes = { film, page, at: frame, playing: 0 };
      draw(root, frame);
    },
  };
})();
