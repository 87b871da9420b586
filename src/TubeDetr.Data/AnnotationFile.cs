using System.Text.Json;

namespace TubeDetr.Data;

/// <summary>Reads JSON files of a data set; what is wrong with them becomes a sentence.</summary>
internal static class AnnotationFile
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="path">The file.</param>
    /// <param name="remedy">What to do when it is not there.</param>
    public static T Read<T>(string path, string remedy)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new DatasetException($"{path} holds nothing but null.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DatasetException($"{path} does not exist; {remedy}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DatasetException($"{path} may not be read by this user; give read permission.", e);
        }
        catch (JsonException e)
        {
            throw new DatasetException($"{path} is not in the expected format: {e.Message} {remedy}", e);
        }
    }

    /// <summary>Reads on in what was parsed; what is missing or of another kind becomes a sentence.</summary>
    public static T Expecting<T>(string path, string remedy, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DatasetException($"{path} is not in the expected format ({e.Message}): {remedy}", e);
        }
    }
}
