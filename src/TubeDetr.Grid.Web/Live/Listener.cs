using System.Threading.Channels;

namespace TubeDetr.Grid.Web.Live;

/// <summary>One circuit's ear on a feed; leaves when disposed.</summary>
public sealed class Listener<T>(ChannelReader<News<T>> reader, Action leave) : IDisposable
    where T : class
{
    public ChannelReader<News<T>> Reader { get; } = reader;

    public void Dispose() => leave();
}
