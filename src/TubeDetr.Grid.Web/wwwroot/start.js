// Reads the scripts that the page names, in their order, and starts Blazor. Scripts that stand in the page wait for the style sheets; these do not, so that the circuit comes up while the page is being painted.
(() => {
  const add = (address) => {
    const script = document.createElement('script');
    script.src = address;
    script.async = false; // in order
    script.setAttribute('autostart', 'false');
    document.head.append(script);
    return script;
  };

  // A page whose host was away a moment is back within a second: nobody waits for the half minute that Blazor's own intervals grow to.
  const reconnectionOptions = { maxRetries: 100000, retryIntervalMilliseconds: (tries) => tries < 60 ? 1000 : 3000 };

  // Blazor looks for a lost host only once a circuit was up. Until then the page asks whether the host that made it still lives: from another one it is loaded anew.
  const watch = async () => {
    if (document.querySelector('[data-listening]')) return;
    try {
      const answer = await fetch(new URL('instance', document.baseURI), { cache: 'no-store' });
      if (answer.ok && await answer.text() !== document.documentElement.dataset.instance) {
        location.reload();
        return;
      }
    } catch {
      // It is away: asked again.
    }
    setTimeout(watch, 2000);
  };
  setTimeout(watch, 2000);

  document.currentScript.dataset.scripts.split(' ').map(add).at(-1).onload = () => Blazor.start({ circuit: { reconnectionOptions } });
})();
