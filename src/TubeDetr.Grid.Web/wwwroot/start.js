// A page whose host was away a moment is back within a second: nobody waits for the half minute that Blazor's own intervals grow to.
Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: (tries) => tries < 60 ? 1000 : 3000 } } });
