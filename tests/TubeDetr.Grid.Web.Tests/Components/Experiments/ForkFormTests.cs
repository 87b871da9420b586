using Bunit;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Experiments;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ForkFormTests : PageTest
{
    private int closed;

    private IRenderedComponent<ForkForm> Open() => Render<ForkForm>(p => p
        .Add(c => c.Experiment, Some.Experiment(1))
        .Add(c => c.Checkpoint, SomeClips.Checkpoint(3, 0.4))
        .Add(c => c.Closed, () => closed++));

    private static IEnumerable<string> Alerts(IRenderedComponent<ForkForm> form) => form.FindAll("[role=alert]").Select(alert => alert.TextContent);

    [Fact]
    public void Submit_Accepted_LinksToTheNewExperiment()
    {
        Client.Forked = ForkResult.Of(new("sabc23-07"));
        var form = Open();
        Do(form, f => f.Find("[data-testid=fork-changes]").Change("load=a=b"));
        Do(form, f => f.Find("form").Submit());

        var (sweep, what) = Assert.Single(Client.Asked);
        var request = Assert.IsType<ForkRequest>(what);
        Assert.Equal(("sabc23", "sabc23-02", 3), (sweep, request.Source.Value, request.Epoch));
        Assert.Equal([KeyValuePair.Create("load", "a=b")], request.Changes);
        Assert.Equal("It is sabc23-07.", form.Find("[role=status]").TextContent);
        Assert.Equal("experiments/sabc23-07", form.Find("[role=status] a").GetAttribute("href"));
    }

    [Fact]
    public void Submit_Refused_SaysEverythingThatIsWrong()
    {
        Client.Forked = ForkResult.Refused("lr: must be above 0.", "there is no hyper-parameter depth.");
        var form = Open();
        Do(form, f => f.Find("form").Submit());

        Assert.Equal(["lr: must be above 0.", "there is no hyper-parameter depth."], Alerts(form));
        Assert.Empty(form.FindAll("[role=status]"));
    }

    [Fact]
    public void Submit_Unanswered_SaysSoAndCanBeTriedAgain()
    {
        var form = Open();
        Client.Fault = new TimeoutException();
        Do(form, f => f.Find("form").Submit());
        Assert.Equal(["Nothing was made. The cluster did not answer in time. Try again."], Alerts(form));
        Assert.False(form.Find("[data-testid=fork-now]").HasAttribute("disabled"));

        (Client.Fault, Client.Forked) = (null, ForkResult.Of(new("sabc23-07")));
        Do(form, f => f.Find("form").Submit());

        Assert.Empty(Alerts(form));
        Assert.Equal("It is sabc23-07.", form.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Close_Clicked_IsRaised()
    {
        var form = Open();
        Do(form, f => f.Find("button[type=button]").Click());

        Assert.Equal(1, closed);
        Assert.Empty(Client.Asked);
    }
}
