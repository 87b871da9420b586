using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>For terminals: a bar for the epoch with its loss, one for the evaluation, and finished epochs above.</summary>
/// <param name="region">Where the bars are.</param>
/// <param name="epochs">Epochs in all.</param>
/// <param name="also">Told of each epoch, and of each step whose numbers were asked for, too: for JSON lines on another stream.</param>
internal sealed class LiveTrainView(LiveRegion region, int epochs, Action<object> also) : ITrainView
{
    private const int BarWidth = 40;
    private const double Smoothing = 0.9;

    private double _secondsPerStep;
    private string _epoch = "";

    public void Say(string line) => region.Say(StateWords.Safe(line));

    public void Step(StepReport step, int stepsPerEpoch)
    {
        _secondsPerStep = _secondsPerStep == 0 ? step.Seconds : Smoothing * _secondsPerStep + (1 - Smoothing) * step.Seconds;
        _epoch = Format.Invariant($"epoch {step.Epoch + 1} of {epochs}");
        var left = TimeSpan.FromSeconds(_secondsPerStep * (stepsPerEpoch - step.Batch));
        Draw($"{_epoch}  {Bar.Of(step.Batch / (double)stepsPerEpoch, BarWidth)} step {Format.Invariant($"{step.Step}")}  loss {Format.Number(step.Loss)}  {Format.Duration(left)} left");
    }

    public void Step(StepLine line) => also(line);

    public void Evaluating(double fraction) =>
        Draw(Format.Invariant($"{_epoch}  {Bar.Of(fraction, BarWidth)} evaluation {fraction * 100:0}%"));

    public void Epoch(EpochLine line)
    {
        region.Say(StateWords.Safe(PlainTrainView.Describe(line)));
        also(line);
    }

    private void Draw(string markup) => region.Draw(new Markup(markup));
}
