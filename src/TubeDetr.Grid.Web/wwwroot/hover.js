// What stands where the pointer is: a line through all panels with the same horizontal axis, and the five curves that are nearest in value, with that in which they differ.
(() => {
  const most = 5;
  const reach = 14; // pixels within which a curve is meant
  const box = document.createElement('div');
  box.className = 'hover-box';
  box.setAttribute('aria-hidden', 'true');
  box.dataset.testid = 'hover';
  box.hidden = true;

  const panels = () => [...document.querySelectorAll('figure[data-metric] .js-plotly-plot')].filter((chart) => chart._fullLayout?.xaxis?._length);

  // The place of the point that is nearest to x; -1 when the curve does not reach it.
  const nearest = (count, at, x, slack) => {
    let [low, high] = [0, count - 1];
    if (count === 0 || x < at(0) - slack || x > at(high) + slack) return -1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (at(middle) < x) low = middle; else high = middle;
    }
    return x - at(low) <= at(high) - x ? low : high;
  };

  // Of an experiment's two traces the moving average is what is looked at, where there is one.
  const own = (chart, x, slack) => {
    const found = new Map();
    for (const trace of chart.data) {
      if (!trace.meta || !trace.x?.length) continue;
      const i = nearest(trace.x.length, (k) => Number(trace.x[k]), x, slack);
      if (i >= 0 && Number.isFinite(trace.y[i])) found.set(trace.meta, { id: trace.meta, name: trace.name, details: trace.hovertext, colour: trace.line.color, x: Number(trace.x[i]), y: trace.y[i] });
    }
    return [...found.values()];
  };

  const number = (value) => {
    const size = Math.abs(value);
    return size !== 0 && (size >= 1e6 || size < 1e-3) ? value.toExponential(3) : String(Number(value.toPrecision(4)));
  };

  const where = (axis, x) => axis.type === 'date' ? new Date(x).toISOString().slice(0, 19).replace('T', ' ') : `${(axis.title?.text ?? '').replace(/ \(.*/, '')} ${number(x)}`;

  const row = (curve, first) => {
    const line = document.createElement('div');
    line.className = first ? 'hover-row first' : 'hover-row';
    for (const [name, text] of [['hover-colour', ''], ['hover-name', curve.name], ['hover-value', number(curve.y)], ['hover-details', curve.details ?? '']]) {
      const part = document.createElement('span');
      part.className = name;
      part.textContent = text;
      if (name === 'hover-colour') part.style.background = curve.colour;
      line.append(part);
    }
    return line;
  };

  const rule = (x) => {
    for (const chart of panels()) {
      let line = chart.querySelector(':scope > .hover-line');
      const axis = chart._fullLayout.xaxis;
      const px = x === null ? NaN : axis.c2p(x);
      if (!(px >= 0 && px <= axis._length)) { line?.remove(); continue; }
      if (!line) {
        line = document.createElement('div');
        line.className = 'hover-line';
        chart.append(line);
      }
      line.style.cssText = `left:${axis._offset + px}px;top:${chart._fullLayout.yaxis._offset}px;height:${chart._fullLayout.yaxis._length}px`;
    }
  };

  const hide = () => {
    if (box.hidden) return;
    box.hidden = true;
    rule(null);
    for (const chart of panels()) gridCurves.light(chart.id, null);
    grid.light(null);
  };

  const show = (chart, clientX, clientY) => {
    if (!box.isConnected) document.body.append(box);
    const { xaxis, yaxis } = chart._fullLayout;
    const frame = chart.getBoundingClientRect();
    const [px, py] = [clientX - frame.left - xaxis._offset, clientY - frame.top - yaxis._offset];
    if (px < 0 || py < 0 || px > xaxis._length || py > yaxis._length) { hide(); return; }
    const x = xaxis.p2c(px);
    const slack = Math.abs(xaxis.p2c(xaxis._length * 0.02) - xaxis.p2c(0));
    const away = (curve) => Math.abs(yaxis.c2p(curve.y) - py);
    const curves = [...own(chart, x, slack), ...gridCurves.at(chart.id, x, slack, nearest)].filter((curve) => Number.isFinite(away(curve))).sort((a, b) => away(a) - away(b)).slice(0, most);
    rule(x);
    if (!curves.length) { box.hidden = true; return; }
    const meant = away(curves[0]) <= reach ? curves[0] : null;
    gridCurves.light(chart.id, meant?.line ?? null);
    grid.light(meant && meant.line === undefined ? meant.id : null);
    const head = document.createElement('div');
    head.className = 'hover-head';
    head.textContent = where(xaxis, curves[0].x);
    box.replaceChildren(head, ...curves.toSorted((a, b) => b.y - a.y).map((curve) => row(curve, curve === meant)));
    box.hidden = false;
    const left = clientX + 16 + box.offsetWidth > innerWidth ? clientX - 16 - box.offsetWidth : clientX + 16;
    box.style.left = `${Math.max(4, left)}px`;
    box.style.top = `${Math.max(4, Math.min(clientY + 12, innerHeight - box.offsetHeight - 4))}px`;
  };

  let waiting = false;
  document.addEventListener('pointermove', (e) => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const chart = e.buttons === 0 || e.pointerType === 'touch' ? e.target.closest?.('figure[data-metric] .js-plotly-plot') : null;
      if (chart?._fullLayout?.xaxis?._length) show(chart, e.clientX, e.clientY); else hide();
    });
  });
  document.addEventListener('scroll', hide, true);
})();
