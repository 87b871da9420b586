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

  // One experiment is lit everywhere at once: its row, and its curves in every chart. The server need not know.
  let lit = null;
  const charts = new Set();

  const applyTo = (chart) => {
    for (const trace of chart.querySelectorAll('.scatterlayer > .trace')) {
      const id = trace.__data__?.[0]?.trace?.meta;
      trace.style.opacity = lit && id && id !== lit ? 0.12 : '';
    }
  };

  const light = (id) => {
    if (id === lit) return;
    lit = id;
    for (const marked of document.querySelectorAll('tr.lit')) marked.classList.remove('lit');
    if (id) document.querySelector(`[data-experiment="${CSS.escape(id)}"]`)?.closest('tr')?.classList.add('lit');
    for (const chart of charts) {
      if (chart.isConnected) applyTo(chart); else charts.delete(chart);
    }
  };

  const rowOf = (target) => {
    const row = target.closest?.('tr');
    return row?.dataset.experiment ?? row?.querySelector('[data-experiment]')?.dataset.experiment ?? null;
  };

  document.addEventListener('pointerover', (e) => { if (charts.size && !e.target.closest?.('.plot')) light(rowOf(e.target)); });
  document.addEventListener('focusin', (e) => { if (charts.size) light(rowOf(e.target)); });

  const watchChart = (id) => {
    const chart = document.getElementById(id);
    if (!chart || charts.has(chart)) return;
    if (!chart.on) { setTimeout(() => watchChart(id), 100); return; }
    charts.add(chart);
    chart.on('plotly_hover', (e) => light(e.points[0]?.data?.meta ?? null));
    chart.on('plotly_unhover', () => light(null));
    chart.on('plotly_afterplot', () => { if (lit) applyTo(chart); });
  };

  const saveCsv = (id, name) => {
    const lines = ['experiment,curve,x,y'];
    let raw = true;
    for (const trace of document.getElementById(id)?.data ?? []) {
      (trace.x ?? []).forEach((x, i) => lines.push(`${trace.meta},${raw ? 'raw' : 'smoothed'},${x},${trace.y[i] ?? ''}`));
      raw = !raw;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([lines.join('\n') + '\n'], { type: 'text/csv' }));
    link.download = `${name}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  window.grid = {
    watchChart,
    saveCsv,
    remember: (name, on) => { document.cookie = `${name}=${on ? 1 : 0};path=/;max-age=31536000;samesite=lax`; },
    theme: (dark) => { document.documentElement.dataset.theme = dark ? 'dark' : 'light'; },
    copy: (text) => navigator.clipboard.writeText(text),
  };
})();
