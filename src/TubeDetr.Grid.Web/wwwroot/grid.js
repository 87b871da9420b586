// What the browser has to do by itself: remember tastes, show exact times in the viewer's zone, copy, highlight.
(() => {
  const pad = (n) => String(n).padStart(2, '0');

  const exact = (iso) => {
    const t = new Date(iso);
    if (Number.isNaN(t.getTime())) return iso;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return `${t.getFullYear()}-${pad(t.getMonth() + 1)}-${pad(t.getDate())} ${pad(t.getHours())}:${pad(t.getMinutes())}:${pad(t.getSeconds())} ${zone}`;
  };

  document.addEventListener('pointerover', (e) => {
    const time = e.target.closest?.('time[datetime]');
    if (time) time.title = exact(time.getAttribute('datetime'));
  });

  // A page host that was restarted does not know this page any more, and one that is away for long is not asked again: the address holds the whole view, so it is loaded anew.
  const loadWhenItAnswers = async () => {
    try {
      await fetch(new URL('favicon.svg', document.baseURI), { cache: 'no-store' });
      location.reload();
    } catch {
      setTimeout(loadWhenItAnswers, 2000);
    }
  };
  document.addEventListener('components-reconnect-state-changed', (e) => {
    if (['rejected', 'failed', 'resume-failed'].includes(e.detail.state)) loadWhenItAnswers();
  }, true);

  // One experiment is lit everywhere at once: its row, its curves, its points and its line. The server need not know.
  let lit = null;
  const charts = new Set();

  const faint = (element, id) => { element.style.opacity = lit && id && id !== lit ? 0.12 : ''; };

  const applyTo = (chart) => {
    for (const trace of chart.querySelectorAll('.scatterlayer > .trace')) {
      const data = trace.__data__?.[0]?.trace;
      if (data?.meta) faint(trace, data.meta);
      else if (data?.customdata) trace.querySelectorAll('.points > path').forEach((point) => ring(point, data.customdata[point.__data__?.i]));
    }
    for (const bar of chart.querySelectorAll('.barlayer .point')) {
      const id = bar.__data__?.trace?.customdata?.[bar.__data__?.i] ?? bar.parentElement?.__data__?.[0]?.trace?.customdata?.[bar.__data__?.i];
      faint(bar, id);
    }
  };

  const ring = (point, id) => {
    const on = lit && id === lit;
    point.style.strokeWidth = on ? '3px' : '';
    point.style.stroke = on ? 'currentColor' : '';
    point.style.opacity = on ? 1 : point.style.opacity;
  };

  const light = (id) => {
    if (id === lit) return;
    lit = id;
    for (const marked of document.querySelectorAll('tr.lit')) marked.classList.remove('lit');
    if (id) document.querySelector(`[data-experiment="${CSS.escape(id)}"]`)?.closest('tr')?.classList.add('lit');
    for (const chart of charts) {
      if (chart.isConnected) applyTo(chart); else charts.delete(chart);
    }
    gridParallel.light(id);
  };

  const rowOf = (target) => {
    const row = target.closest?.('tr');
    return row?.dataset.experiment ?? row?.querySelector('[data-experiment]')?.dataset.experiment ?? null;
  };

  document.addEventListener('pointerover', (e) => { if (!e.target.closest?.('.plot')) light(rowOf(e.target)); });
  document.addEventListener('focusin', (e) => light(rowOf(e.target)));

  const idOf = (point) => point?.customdata ?? point?.data?.meta ?? null;

  const watchChart = (id) => {
    const chart = document.getElementById(id);
    if (!chart || charts.has(chart)) return;
    if (!chart.on) { setTimeout(() => watchChart(id), 100); return; }
    charts.add(chart);
    gridCurves.watch(id);
    chart.on('plotly_hover', (e) => light(idOf(e.points?.[0])));
    chart.on('plotly_unhover', () => light(null));
    chart.on('plotly_click', (e) => { const to = e.points?.[0]?.customdata; if (to) Blazor.navigateTo(`experiments/${to}`); });
    chart.on('plotly_afterplot', () => { if (lit) applyTo(chart); });
  };

  const save = (name, address) => {
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
  };

  const saveText = (name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    save(name, address);
    URL.revokeObjectURL(address);
  };

  // Twice as fine as on the screen, and on the page's paper, so that it can be read wherever it is put.
  const savePicture = async (name, width, height, paper, under, over) => {
    const picture = document.createElement('canvas');
    [picture.width, picture.height] = [2 * width, 2 * height];
    const context = picture.getContext('2d');
    context.scale(2, 2);
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    under(context);
    const image = new Image();
    image.src = over;
    await image.decode();
    context.drawImage(image, 0, 0, width, height);
    save(`${name}.png`, picture.toDataURL('image/png'));
  };

  const savePng = async (id, name) => {
    if (gridParallel.has(id)) return gridParallel.savePng(id, name);
    const chart = document.getElementById(id);
    const [width, height] = [chart.clientWidth, chart.clientHeight];
    const traces = await Plotly.toImage(chart, { format: 'png', scale: 2, width, height });
    return savePicture(name, width, height, getComputedStyle(document.body).backgroundColor, (context) => gridCurves.drawOn(id, context), traces);
  };

  const saveCsv = (id, name) => {
    const lines = ['experiment,curve,x,y'];
    let raw = true;
    for (const trace of document.getElementById(id)?.data ?? []) {
      if (!trace.meta) continue;
      (trace.x ?? []).forEach((x, i) => lines.push(`${trace.meta},${raw ? 'raw' : 'smoothed'},${x},${trace.y[i] ?? ''}`));
      raw = !raw;
    }
    lines.push(...gridCurves.rows(id));
    saveText(`${name}.csv`, lines.join('\n') + '\n');
  };

  // Keys of a table: arrows move, space chooses, Enter opens, c compares, f filters, ? lists the keys.
  const keys = () => {
    let help = document.getElementById('keys');
    if (!help) {
      help = document.createElement('dialog');
      help.id = 'keys';
      help.className = 'keys-help';
      help.innerHTML = '<h2>Keys</h2><dl><dt>↑ ↓</dt><dd>row before, row after</dd><dt>Space</dt><dd>choose the row, or let it go</dd><dt>Enter</dt><dd>open the experiment</dd><dt>c</dt><dd>compare those chosen</dd><dt>f</dt><dd>to the filter</dd><dt>/</dt><dd>to the search</dd><dt>?</dt><dd>this list</dd></dl><form method="dialog"><button class="button">Close</button></form>';
      document.body.append(help);
    }
    if (help.open) help.close(); else help.showModal();
  };

  const move = (by) => {
    const rows = [...document.querySelectorAll('.experiments tbody tr')].filter((row) => row.querySelector('[data-experiment]'));
    const at = rows.indexOf(document.activeElement?.closest('tr'));
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next?.querySelector('.identity a')?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };

  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input:not([type=checkbox]), textarea, select, dialog, [contenteditable]')) return;
    const row = e.target.closest?.('.experiments tbody tr');
    const filter = document.querySelector('[data-key=filter]');
    const table = document.querySelector('.experiments');
    const search = document.querySelector('[data-key=search]');
    if (e.key === '?' && table) keys();
    else if (e.key === '/' && search) search.focus();
    else if (e.key === 'f' && filter) filter.focus();
    else if (e.key === 'c' && document.querySelector('[data-key=compare]')) document.querySelector('[data-key=compare]').click();
    else if (e.key === 'ArrowDown' && table && (row || e.target === document.body)) move(1);
    else if (e.key === 'ArrowUp' && row) move(-1);
    else if (e.key === ' ' && row && e.target.tagName === 'A') row.querySelector('.choose')?.click();
    else return;
    e.preventDefault();
  });

  // Who looks at another tab does not need this one drawn.
  let attention = null;
  document.addEventListener('visibilitychange', () => attention?.invokeMethodAsync('Attend', !document.hidden));

  // Ends as soon as something is on the page, or when half a second has passed without it.
  const settled = (selector) => new Promise((done) => {
    const end = () => { watch.disconnect(); clearTimeout(limit); done(); };
    const watch = new MutationObserver(() => { if (document.querySelector(selector)) end(); });
    const limit = setTimeout(end, 500);
    watch.observe(document.body, { childList: true, subtree: true });
    if (document.querySelector(selector)) end();
  });

  // Reads Plotly's script as the chart components would.
  const readPlotly = async (interop, script) => (await import(new URL(interop, document.baseURI))).importScript('plotly-import', script);

  // Browsers keep the clipboard from pages that come over plain HTTP from another machine: then an old way, and at last a box to copy from.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const focused = document.activeElement;
      const field = Object.assign(document.createElement('textarea'), { value: text, style: 'position:fixed;opacity:0' });
      document.body.append(field);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      focused?.focus();
      if (!done) window.prompt('Copy this text', text);
    }
  };

  window.grid = {
    settled: async (selector, interop, script) => {
      // While the server writes the rows. Measured: rows a quarter of a second later, all curves as much earlier.
      if (script) requestAnimationFrame(() => setTimeout(() => readPlotly(interop, script)));
      await settled(selector);
    },
    watchAttention: (layout) => {
      attention = layout;
      layout.invokeMethodAsync('Attend', !document.hidden);
    },
    watchChart,
    light,
    zone: () => ({ name: Intl.DateTimeFormat().resolvedOptions().timeZone, minutes: -new Date().getTimezoneOffset() }),
    saveCsv,
    saveText,
    keys,
    savePng,
    savePicture,
    copyLink: (panel) => copy(`${location.href.split('#')[0]}#${panel}`),
    remember: (name, on) => { document.cookie = `${name}=${on ? 1 : 0};path=/;max-age=31536000;samesite=lax`; },
    theme: (dark) => { document.documentElement.dataset.theme = dark ? 'dark' : 'light'; },
    copy,
  };
})();
