using System.Runtime.InteropServices;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Turns Ctrl-C, SIGTERM and SIGHUP into a cancelled token, so that what was started is stopped in order. A second Ctrl-C ends the process at once; children end with it.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested && context.Signal == PosixSignal.SIGINT)
        {
            return; // the default of the signal: end
        }

        context.Cancel = true;
        _source.Cancel();
    }
}
