using TorchSharp;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>A training of one or several processes, from the first meeting to the end.</summary>
internal static class TrainTogether
{
    /// <param name="request">What is trained.</param>
    /// <param name="plan">With whom.</param>
    /// <param name="arguments">This process's command line.</param>
    /// <param name="train">Trains, as the rank that the request says; blocks.</param>
    /// <param name="host">Streams and clock.</param>
    /// <param name="cancellationToken">Stops all after a step.</param>
    /// <exception cref="CommandFailure">For everything that a person can put right.</exception>
    public static async Task Run(TrainRequest request, RankPlan plan, IEnumerable<string> arguments, Action<TrainRequest, CancellationToken> train, CommandHost host, CancellationToken cancellationToken)
    {
        if (plan.WorldSize == 1)
        {
            await OnOwnThread(() => train(request, cancellationToken));
            return;
        }

        await using var others = plan.StartsOthers ? await StartOthers(plan, arguments, host) : null;
        using var ranks = await Meet(request, plan, others, host.Time, cancellationToken);
        await OnOwnThread(() => train(request with { Ranks = ranks, LocalRank = plan.LocalRank }, ranks.Rank == 0 ? cancellationToken : CancellationToken.None));
    }

    private static Task<RankProcesses> StartOthers(RankPlan plan, IEnumerable<string> arguments, CommandHost host)
    {
        var threads = Math.Max(1, Environment.ProcessorCount / plan.WorldSize);
        if (host.Variable(OpenMp.Threads) is null)
        {
            torch.set_num_threads(threads);
        }

        return RankProcesses.Start(plan, arguments, threads, host.Error.Line);
    }

    private static async Task<IRankGroup> Meet(TrainRequest request, RankPlan plan, RankProcesses? others, TimeProvider time, CancellationToken cancellationToken)
    {
        var broken = others?.Broken ?? CancellationToken.None;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(broken, cancellationToken);
        try
        {
            return await plan.Meeting(request.Options, time).Join(plan.Rank ?? 0, either.Token);
        }
        catch (RankGroupException fault)
        {
            throw CommandFailure.Failed(fault.Message);
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested)
        {
            throw CommandFailure.Failed("Another rank could not begin; what it said is above.");
        }
    }

    // libtorch wants one thread for all of a training.
    private static Task OnOwnThread(Action train) =>
        Task.Factory.StartNew(train, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
