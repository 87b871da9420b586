// Parallel coordinates: lines on a canvas, axes over them. A drag along an axis narrows it; the curves follow at once, and the server, which knows the other filters, after that.
(() => {
  const charts = new Map(); // by the element's id
  const svgNs = 'http://www.w3.org/2000/svg';
  const margin = { left: 64, right: 56, top: 40, bottom: 14 };
  const reach = 12; // pixels beside an axis that belong to it
  const edge = 5; // pixels around the end of a range at which it is resized
  const font = '11px system-ui, sans-serif';

  const element = (name, attributes, text) => {
    const made = document.createElementNS(svgNs, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const xOf = (chart, axis) => chart.axes.length < 2 ? chart.width / 2 : margin.left + (axis * (chart.width - margin.left - margin.right)) / (chart.axes.length - 1);
  const span = (chart) => chart.height - margin.top - margin.bottom;
  const yOf = (chart, axis, value) => margin.top + (1 - (value - chart.axes[axis].low) / (chart.axes[axis].high - chart.axes[axis].low)) * span(chart);
  const valueAt = (chart, axis, y) => {
    const { low, high } = chart.axes[axis];
    return Math.min(high, Math.max(low, low + (1 - (y - margin.top) / span(chart)) * (high - low)));
  };
  const valueOf = (chart, axis, line) => chart.values[axis * chart.ids.length + line];

  // A drag that ends at a value means that value, too.
  const inside = (chart, axis, line) => {
    const ranges = chart.ranges[axis];
    if (!ranges.length) return true;
    const value = valueOf(chart, axis, line);
    const slack = 1e-6 * (chart.axes[axis].high - chart.axes[axis].low);
    return ranges.some(([low, high]) => value >= low - slack && value <= high + slack);
  };

  const passing = (chart) => {
    for (let line = 0; line < chart.ids.length; line++) chart.passes[line] = chart.axes.every((_, axis) => inside(chart, axis, line)) ? 1 : 0;
  };

  const trace = (chart, context, line) => {
    for (let axis = 0; axis < chart.axes.length; axis++) {
      const [x, y] = [chart.xs[axis], yOf(chart, axis, valueOf(chart, axis, line))];
      if (axis === 0) context.moveTo(x, y); else context.lineTo(x, y);
    }
  };

  const paint = (chart) => {
    const ratio = window.devicePixelRatio || 1;
    const { canvas, width, height } = chart;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineWidth = 1;
    context.globalAlpha = 0.18;
    context.strokeStyle = chart.look.grey;
    context.beginPath();
    for (let line = 0; line < chart.ids.length; line++) if (!chart.passes[line]) trace(chart, context, line);
    context.stroke();
    // The best come last, so that they are in front; lines of one colour are one path.
    context.globalAlpha = chart.ids.length > 200 ? 0.6 : 0.85;
    context.lineWidth = chart.ids.length > 200 ? 1 : 1.4;
    let colour = null;
    for (const line of chart.order) {
      if (!chart.passes[line]) continue;
      if (chart.colours[line] !== colour) {
        if (colour !== null) context.stroke();
        colour = chart.colours[line];
        context.strokeStyle = colour;
        context.beginPath();
      }
      trace(chart, context, line);
    }
    if (colour !== null) context.stroke();
    if (chart.lit >= 0) {
      context.globalAlpha = 1;
      context.lineWidth = 2.5;
      context.strokeStyle = chart.look.ink;
      context.beginPath();
      trace(chart, context, chart.lit);
      context.stroke();
    }
  };

  const shorten = (text, room) => text.length * 6.4 <= room ? text : `${text.slice(0, Math.max(2, Math.floor(room / 6.4) - 1))}…`;

  const drawAxes = (chart) => {
    const { svg, look } = chart;
    svg.setAttribute('width', chart.width);
    svg.setAttribute('height', chart.height);
    svg.replaceChildren();
    const room = chart.axes.length > 1 ? (chart.width - margin.left - margin.right) / (chart.axes.length - 1) - 6 : chart.width;
    chart.axes.forEach((axis, i) => {
      const x = chart.xs[i];
      const group = element('g', { class: 'y-axis' });
      const ends = i === 0 ? 'start' : i === chart.axes.length - 1 ? 'end' : 'middle';
      const name = element('text', { x: i === 0 ? Math.max(2, x - 56) : i === chart.axes.length - 1 ? Math.min(chart.width - 2, x + 50) : x, y: 16, 'text-anchor': chart.axes.length < 2 ? 'middle' : ends, fill: look.ink, style: 'font:600 12px system-ui, sans-serif' }, shorten(axis.name, room));
      name.append(element('title', {}, axis.name));
      group.append(name);
      group.append(element('line', { x1: x, x2: x, y1: margin.top, y2: chart.height - margin.bottom, stroke: look.line, 'stroke-width': 1 }));
      let above = Infinity; // labels that would lie on one another are left out
      for (const [at, text] of axis.ticks.toSorted((a, b) => a[0] - b[0])) {
        const y = yOf(chart, i, at);
        group.append(element('line', { x1: x - 4, x2: x, y1: y, y2: y, stroke: look.line }));
        if (above - y < 11) continue;
        above = y;
        const label = element('text', { x: x - 6, y: y + 4, 'text-anchor': 'end', fill: look.ink, stroke: look.paper, 'stroke-width': 3, 'paint-order': 'stroke', style: `font:${font}` }, shorten(text, i === 0 ? margin.left - 8 : Math.max(28, room / 2)));
        label.append(element('title', {}, text));
        group.append(label);
      }
      for (const [low, high] of chart.ranges[i]) {
        const [top, bottom] = [yOf(chart, i, high), yOf(chart, i, low)];
        group.append(element('rect', { class: 'range', x: x - 5, width: 10, y: top, height: Math.max(2, bottom - top), fill: look.range, 'fill-opacity': 0.35, stroke: look.range, rx: 2 }));
      }
      group.append(element('rect', { class: 'domain', x: x - reach, width: 2 * reach, y: margin.top, height: span(chart), fill: 'transparent', style: 'cursor:crosshair' }));
      svg.append(group);
    });
  };

  const draw = (chart) => {
    const { clientWidth, clientHeight } = chart.host;
    if (!clientWidth || !clientHeight || !chart.axes.length) return;
    [chart.width, chart.height] = [clientWidth, clientHeight];
    chart.xs = chart.axes.map((_, axis) => xOf(chart, axis));
    passing(chart);
    drawAxes(chart);
    paint(chart);
    chart.host.dataset.drawn = chart.ids.length;
  };

  const union = (ranges) => ranges.toSorted((a, b) => a[0] - b[0]).reduce((merged, [low, high]) => {
    const last = merged.at(-1);
    if (last && low <= last[1]) last[1] = Math.max(last[1], high); else merged.push([low, high]);
    return merged;
  }, []);

  const axisAt = (chart, x) => chart.xs.findIndex((at) => Math.abs(at - x) <= reach);

  const place = (chart, e) => {
    const box = chart.host.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };

  // What a press at a height of an axis begins: to move or resize the range that is there, else a new one.
  const begin = (chart, axis, y) => {
    const at = chart.ranges[axis].findIndex(([low, high]) => y >= yOf(chart, axis, high) - edge && y <= yOf(chart, axis, low) + edge);
    const others = chart.ranges[axis].filter((_, i) => i !== at);
    if (at < 0) return { axis, from: y, others, fixed: valueAt(chart, axis, y) };
    const [low, high] = chart.ranges[axis][at];
    if (Math.abs(y - yOf(chart, axis, high)) <= edge) return { axis, from: y, others, fixed: low, was: [low, high] };
    if (Math.abs(y - yOf(chart, axis, low)) <= edge) return { axis, from: y, others, fixed: high, was: [low, high] };
    return { axis, from: y, others, moved: [low, high], was: [low, high] };
  };

  const dragged = (chart, drag, y) => {
    const { low: least, high: most } = chart.axes[drag.axis];
    if (!drag.moved) {
      const value = valueAt(chart, drag.axis, y);
      return [Math.min(drag.fixed, value), Math.max(drag.fixed, value)];
    }
    const by = ((drag.from - y) / span(chart)) * (most - least);
    const within = Math.min(most - drag.moved[1], Math.max(least - drag.moved[0], by));
    return [drag.moved[0] + within, drag.moved[1] + within];
  };

  // A click takes away the range under it; on a free place it takes the value that stands there, or clears the axis.
  const clicked = (chart, drag) => {
    if (drag.was) return drag.others;
    const { ticks, complete, low, high } = chart.axes[drag.axis];
    const tick = complete ? ticks.find(([at]) => Math.abs(yOf(chart, drag.axis, at) - drag.from) <= 8) : null;
    const room = 0.02 * (high - low);
    return tick ? union([...drag.others, [Math.max(low, tick[0] - room), Math.min(high, tick[0] + room)]]) : [];
  };

  const tellCurves = (chart) => gridCurves.narrow(chart.ranges.some((ranges) => ranges.length) ? chart.ids.filter((_, line) => chart.passes[line]) : null);

  const narrowed = (chart, axis) => {
    tellCurves(chart);
    chart.owner.invokeMethodAsync('Narrowed', axis, chart.ranges[axis]);
  };

  // The line nearest to a place between the axes.
  const nearest = (chart, x, y) => {
    const right = chart.xs.findIndex((at) => at >= x);
    if (right < 1) return -1;
    const part = (x - chart.xs[right - 1]) / (chart.xs[right] - chart.xs[right - 1]);
    let [best, distance] = [-1, 6];
    for (let line = 0; line < chart.ids.length; line++) {
      if (!chart.passes[line]) continue;
      const at = (1 - part) * yOf(chart, right - 1, valueOf(chart, right - 1, line)) + part * yOf(chart, right, valueOf(chart, right, line));
      if (Math.abs(at - y) < distance) [best, distance] = [line, Math.abs(at - y)];
    }
    return best;
  };

  const listen = (chart) => {
    const { host } = chart;
    let waiting = false;
    const soon = (act) => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; act(); });
    };
    host.addEventListener('pointerdown', (e) => {
      const [x, y] = place(chart, e);
      const axis = axisAt(chart, x);
      if (axis < 0 || e.button !== 0) return;
      chart.drag = begin(chart, axis, y);
      host.setPointerCapture(e.pointerId);
      e.preventDefault();
    });
    host.addEventListener('pointermove', (e) => {
      const [x, y] = place(chart, e);
      if (chart.drag) {
        if (Math.abs(y - chart.drag.from) < 3) return;
        chart.ranges[chart.drag.axis] = union([...chart.drag.others, dragged(chart, chart.drag, y)]);
        soon(() => draw(chart));
      } else {
        soon(() => grid.light(axisAt(chart, x) < 0 ? chart.ids[nearest(chart, x, y)] ?? null : null));
      }
    });
    host.addEventListener('pointerup', (e) => {
      const { drag } = chart;
      if (!drag) {
        const line = chart.ids[chart.lit];
        if (line) Blazor.navigateTo(`experiments/${line}`);
        return;
      }
      const [, y] = place(chart, e);
      chart.drag = null;
      chart.ranges[drag.axis] = Math.abs(y - drag.from) < 3 ? clicked(chart, drag) : union([...drag.others, dragged(chart, drag, y)]);
      draw(chart);
      narrowed(chart, drag.axis);
    });
    host.addEventListener('pointerleave', () => { if (!chart.drag) grid.light(null); });
    new ResizeObserver(() => soon(() => draw(chart))).observe(host);
  };

  const savePng = (id, name) => {
    const chart = charts.get(id);
    const copy = chart.svg.cloneNode(true);
    copy.setAttribute('xmlns', svgNs);
    const axes = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    return grid.savePicture(name, chart.width, chart.height, chart.look.paper, (context) => context.drawImage(chart.canvas, 0, 0, chart.width, chart.height), axes);
  };

  window.gridParallel = {
    // bytes: 32-bit floats, all lines of the first axis, then of the next; order: lines from the worst to the best; ranges: per axis, null leaves them as they are.
    set: (id, owner, ids, axes, bytes, colours, order, ranges, look) => {
      const host = document.getElementById(id);
      if (!host) return;
      let chart = charts.get(id);
      const isNew = chart?.host !== host;
      if (isNew) {
        chart = { host, canvas: document.createElement('canvas'), svg: element('svg', { role: 'img' }), lit: -1, drag: null, ranges: [] };
        charts.set(id, chart);
      }
      const same = chart.axes && chart.axes.length === axes.length && chart.axes.every((axis, i) => axis.name === axes[i].name);
      Object.assign(chart, { owner, ids, axes, values: new Float32Array(bytes.slice().buffer), colours, order, look, passes: new Uint8Array(ids.length), lit: -1 });
      if (ranges || !same) [chart.ranges, chart.drag] = [ranges ?? axes.map(() => []), null];
      chart.svg.setAttribute('aria-label', `${ids.length} experiments over ${axes.map((axis) => axis.name).join(', ')}`);
      if (isNew) {
        host.replaceChildren(chart.canvas, chart.svg);
        listen(chart);
      }
      draw(chart);
      if (ranges) tellCurves(chart);
    },
    has: (id) => charts.has(id),
    savePng,
    light: (id) => {
      for (const [key, chart] of charts) {
        if (!chart.host.isConnected) { charts.delete(key); continue; }
        const line = id ? chart.ids.indexOf(id) : -1;
        if (line !== chart.lit) { chart.lit = line; paint(chart); }
      }
    },
  };
})();
