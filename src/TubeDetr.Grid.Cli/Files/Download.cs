using System.Buffers;
using System.Security.Cryptography;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Files;

/// <summary>Brings a checkpoint to a file: whole and checked, or not at all.</summary>
internal static class Download
{
    private const int Chunk = 1 << 20;

    /// <summary>Copies to <c>FILE.part</c>, compares length and SHA-256, then gives it its name.</summary>
    /// <param name="progress">Bytes so far.</param>
    /// <exception cref="CommandFailure">The bytes are not those that were written.</exception>
    public static async Task To(string path, IExperimentFiles files, CheckpointRecord checkpoint, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        try
        {
            var (length, sha) = await Copy(part, files, checkpoint, progress, cancellationToken);
            if (length != checkpoint.Length || !string.Equals(sha, checkpoint.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw CommandFailure.Failed(
                    FormattableString.Invariant($"The checkpoint {checkpoint.Blob} arrived damaged: {length} of {checkpoint.Length} bytes, SHA-256 {sha}, expected {checkpoint.Sha256}. ")
                    + "Nothing was kept. Try again; if it stays so, the blob itself is damaged: take another epoch.");
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<(long Length, string Sha)> Copy(string part, IExperimentFiles files, CheckpointRecord checkpoint, IProgress<long> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            await using var source = await files.OpenCheckpoint(checkpoint, cancellationToken);
            await using var target = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            long length = 0;
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                length += read;
                progress.Report(length);
            }

            return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
