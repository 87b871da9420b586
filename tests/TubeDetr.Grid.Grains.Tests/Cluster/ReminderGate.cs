using Microsoft.Extensions.DependencyInjection;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>A store of reminders that can be away.</summary>
internal sealed class ReminderGate
{
    private int _written;

    public bool IsClosed { get; set; }

    /// <summary>How many reminders have been written.</summary>
    public int Written => _written;

    /// <summary>Puts the gate before the store of reminders that the silo has.</summary>
    public void PutBefore(IServiceCollection services)
    {
        var kept = services.Last(service => service.ServiceType == typeof(IReminderTable));
        services.AddSingleton<IReminderTable>(provider => new Table(this, (IReminderTable)(kept.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, kept.ImplementationType!))));
    }

    private sealed class Table(ReminderGate gate, IReminderTable kept) : IReminderTable
    {
        public Task StartAsync(CancellationToken cancellationToken = default) => kept.StartAsync(cancellationToken);

        public Task<ReminderTableData> ReadRows(GrainId grainId) => kept.ReadRows(grainId);

        public Task<ReminderTableData> ReadRows(uint begin, uint end) => kept.ReadRows(begin, end);

        public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => kept.ReadRow(grainId, reminderName);

        public async Task<string?> UpsertRow(ReminderEntry entry)
        {
            if (gate.IsClosed)
            {
                throw new InvalidOperationException("The store of reminders is away.");
            }

            var written = await kept.UpsertRow(entry);
            Interlocked.Increment(ref gate._written);
            return written;
        }

        public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => kept.RemoveRow(grainId, reminderName, eTag);

        public Task TestOnlyClearTable() => kept.TestOnlyClearTable();
    }
}
