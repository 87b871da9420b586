namespace TubeDetr.Grid.Web.Live;

/// <summary>Whether somebody can see this page in the browser. A tab in the background is not drawn until it is looked at again, and then shows the present at once. One per circuit.</summary>
public sealed class Attention
{
    private TaskCompletionSource seen = Completed();

    /// <summary>Ends when the page can be seen: at once, if it can.</summary>
    public Task Seen(CancellationToken cancellationToken) => Volatile.Read(ref seen).Task.WaitAsync(cancellationToken);

    /// <summary>The browser says so.</summary>
    public void Set(bool visible)
    {
        if (visible)
        {
            Volatile.Read(ref seen).TrySetResult();
        }
        else if (seen.Task.IsCompleted)
        {
            Volatile.Write(ref seen, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
