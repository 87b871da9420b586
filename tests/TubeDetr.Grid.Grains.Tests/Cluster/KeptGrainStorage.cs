using System.Collections.Concurrent;
using Orleans.Serialization;
using Orleans.Storage;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>Grain state that outlives a cluster, as Redis does: bytes of Orleans' serializer, guarded by ETags.</summary>
internal sealed class KeptGrainStorage
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string ETag)> _states = new(StringComparer.Ordinal);

    public IGrainStorage For(Serializer serializer) => new Provider(this, serializer);

    private sealed class Provider(KeptGrainStorage kept, Serializer serializer) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (kept._states.TryGetValue(Key(stateName, grainId), out var state))
            {
                (grainState.State, grainState.ETag, grainState.RecordExists) = (serializer.Deserialize<T>(state.Bytes), state.ETag, true);
            }

            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var next = (serializer.SerializeToArray(grainState.State), Guid.NewGuid().ToString());
            kept._states.AddOrUpdate(
                Key(stateName, grainId),
                _ => next,
                (_, old) => string.Equals(old.ETag, grainState.ETag, StringComparison.Ordinal) ? next : throw new InconsistentStateException("stale", old.ETag, grainState.ETag));
            (grainState.ETag, grainState.RecordExists) = (next.Item2, true);
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            kept._states.TryRemove(Key(stateName, grainId), out _);
            return Task.CompletedTask;
        }

        private static string Key(string stateName, GrainId grainId) => $"{stateName}/{grainId}";
    }
}
