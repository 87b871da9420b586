// Curves of which there are too many for a trace each: drawn on a canvas behind a chart's traces, in the chart's own axes. A thousand curves take some 50 ms, as traces
// of their own they would take seconds.
(() => {
  const layers = new Map(); // by the chart's id
  let passing = null; // ids that narrowed axes let through; null: all
  const passes = (layer, line) => !passing || passing.has(layer.ids[line]);

  const canvasOf = (chart) => {
    let canvas = chart.querySelector(':scope > canvas.many');
    if (!canvas) {
      canvas = document.createElement('canvas');
      canvas.className = 'many';
      canvas.setAttribute('aria-hidden', 'true');
      chart.prepend(canvas);
    }
    return canvas;
  };

  // Pixels of a number on an axis are from + by * number, or of its logarithm.
  const scale = (axis, vertical) => {
    const [least, most] = axis.range.map(Number);
    const by = axis._length / (most - least) * (vertical ? -1 : 1);
    return { log: axis.type === 'log', by, from: (vertical ? axis._length : 0) - least * by };
  };

  const trace = (layer, context, line, x, y) => {
    const { points, offsets } = layer;
    let pen = false;
    for (let i = 2 * offsets[line]; i < 2 * offsets[line + 1]; i += 2) {
      const py = y.from + y.by * (y.log ? Math.log10(points[i + 1]) : points[i + 1]);
      if (!Number.isFinite(py)) { pen = false; continue; }
      const px = x.from + x.by * (x.log ? Math.log10(points[i]) : points[i]);
      if (pen) context.lineTo(px, py); else context.moveTo(px, py);
      pen = true;
    }
  };

  const strokeAll = (layer, context, { xaxis, yaxis }) => {
    const [x, y] = [scale(xaxis, false), scale(yaxis, true)];
    context.globalAlpha = layer.lit === null ? 0.55 : 0.2;
    context.strokeStyle = layer.colour;
    context.lineWidth = 1;
    context.beginPath();
    for (const line of layer.shown) trace(layer, context, line, x, y);
    context.stroke();
    if (layer.lit !== null) {
      context.globalAlpha = 1;
      context.lineWidth = 2;
      context.strokeStyle = layer.ink;
      context.beginPath();
      trace(layer, context, layer.lit, x, y);
      context.stroke();
    }
  };

  const paint = (id) => {
    const chart = document.getElementById(id);
    const layer = layers.get(id);
    const layout = chart?._fullLayout;
    if (!layer || !layout?.xaxis?._length) return;
    const canvas = canvasOf(chart);
    const { xaxis, yaxis } = layout;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [xaxis._length, yaxis._length];
    // A point more on another curve moves nothing here.
    const painted = JSON.stringify([xaxis.range, yaxis.range, xaxis.type, yaxis.type, xaxis._offset, yaxis._offset, width, height, ratio]);
    if (layer.painted === painted && layer.canvas === canvas) return;
    Object.assign(layer, { painted, canvas });
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.cssText = `position:absolute;pointer-events:none;left:${xaxis._offset}px;top:${yaxis._offset}px;width:${width}px;height:${height}px`;
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    strokeAll(layer, context, layout);
    canvas.dataset.lines = layer.shown.filter((line) => layer.offsets[line + 1] > layer.offsets[line]).length;
  };

  const repaint = (id, changes) => {
    Object.assign(layers.get(id), changes, { painted: null });
    paint(id);
  };

  // The first at once, then one chart a frame, those that can be seen first: whoever lets go of an axis does not wait for ten panels.
  const waiting = new Map(); // lines to show, by the chart's id
  let asked = false; // for a frame
  const isSeen = (id) => {
    const box = document.getElementById(id)?.getBoundingClientRect();
    return box && box.bottom > 0 && box.top < window.innerHeight;
  };
  const repaintNext = () => {
    const id = [...waiting.keys()].find(isSeen) ?? waiting.keys().next().value;
    if (id === undefined) return;
    const shown = waiting.get(id);
    waiting.delete(id);
    if (layers.has(id)) repaint(id, { shown, lit: null });
    if (!waiting.size || asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; repaintNext(); });
  };

  const light = (id, line) => {
    const layer = layers.get(id);
    if (layer && layer.lit !== line) repaint(id, { lit: line });
  };

  const watch = (id, patience = 600) => {
    const chart = document.getElementById(id);
    // The curves may be here before the chart: it is looked for with every picture for some ten seconds, and when the server says that it is there.
    if (!chart?.on) {
      if (patience > 0) requestAnimationFrame(() => { if (layers.has(id)) { watch(id, patience - 1); paint(id); } });
      return;
    }
    // A chart that was made anew has lost its listeners.
    if (chart.manyEvents !== chart._ev) {
      chart.manyEvents = chart._ev;
      chart.on('plotly_afterplot', () => paint(id));
      chart.on('plotly_relayouting', () => paint(id));
    }
    chart.style.position = 'relative';
  };

  window.gridCurves = {
    // bytes: pairs of 32-bit floats, x and y; offsets: where each curve begins among the pairs, and the end of the last one.
    // names, details: what a hover says of each curve.
    set: (id, bytes, offsets, ids, names, details, colour, ink) => {
      for (const [other, layer] of layers) if (layer.canvas && !document.getElementById(other)) layers.delete(other); // charts that are gone
      waiting.delete(id); // its places were those of other lines
      const copy = bytes.slice().buffer;
      layers.set(id, { points: new Float32Array(copy), offsets, ids, names, details, colour, ink, shown: ids.map((_, i) => i), away: new Uint8Array(ids.length), lit: null });
      watch(id);
      paint(id);
    },
    // What a person drags along an axis counts at once. The server says the same a moment later, and what else is filtered.
    narrow: (ids) => {
      passing = ids && new Set(ids);
      for (const [id, layer] of layers) {
        const left = layer.ids.map((_, line) => line).filter((line) => !layer.away[line] && passes(layer, line));
        if (left.length !== layer.shown.length || left.some((line, i) => line !== layer.shown[i])) waiting.set(id, left);
        else waiting.delete(id);
      }
      repaintNext();
    },
    show: (id, shown) => {
      const layer = layers.get(id);
      if (!layer) return;
      // What passes the axes and is not shown is away for another reason, which stays when the axes are widened.
      const there = new Set(shown);
      layer.ids.forEach((_, line) => { if (passes(layer, line)) layer.away[line] = there.has(line) ? 0 : 1; });
      waiting.delete(id);
      watch(id);
      repaint(id, { shown, lit: null });
    },
    watch: (id) => { watch(id); paint(id); },
    // For a picture of the chart: the same curves, at its own resolution.
    drawOn: (id, context) => {
      const [layer, layout] = [layers.get(id), document.getElementById(id)?._fullLayout];
      if (!layer || !layout?.xaxis?._length) return;
      const { xaxis, yaxis } = layout;
      context.save();
      context.translate(xaxis._offset, yaxis._offset);
      context.beginPath();
      context.rect(0, 0, xaxis._length, yaxis._length);
      context.clip();
      strokeAll(layer, context, layout);
      context.restore();
    },
    light,
    // Each curve that is shown where it is nearest to x; nearest finds the place.
    at: (id, x, slack, nearest) => {
      const layer = layers.get(id);
      return (layer?.shown ?? []).flatMap((line) => {
        const from = layer.offsets[line];
        const i = nearest(layer.offsets[line + 1] - from, (k) => layer.points[2 * (from + k)], x, slack);
        return i < 0 ? [] : [{ id: layer.ids[line], line, name: layer.names[line], details: layer.details[line], colour: layer.colour, x: layer.points[2 * (from + i)], y: layer.points[2 * (from + i) + 1] }];
      });
    },
    rows: (id) => {
      const layer = layers.get(id);
      return (layer?.shown ?? []).flatMap((line) => {
        const rows = [];
        for (let i = layer.offsets[line]; i < layer.offsets[line + 1]; i++) rows.push(`${layer.ids[line]},raw,${layer.points[2 * i]},${layer.points[2 * i + 1]}`);
        return rows;
      });
    },
  };
})();
