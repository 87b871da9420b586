using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>What the model says about one video.</summary>
public sealed class TubePrediction
{
    /// <summary>First frame of the predicted moment and its end, exclusive; null where the model has no start-end head.</summary>
    public (double Start, double End)? Moment { get; set; }

    /// <summary>Probability of each chosen frame to be the first of the moment; empty without a start-end head.</summary>
    public IReadOnlyList<float> StartProbabilities { get; set; } = [];

    /// <summary>Probability of each chosen frame to be the last of the moment; empty without a start-end head.</summary>
    public IReadOnlyList<float> EndProbabilities { get; set; } = [];

    /// <summary>Kind of the question, <c>declarative</c> or <c>interrogative</c>; null for a data set that has no kinds.</summary>
    public string? QuestionType { get; set; }

    /// <summary>Box of each annotated frame, or with <c>test</c> of every frame, in pixels of the video.</summary>
    public Dictionary<int, PixelBox> Boxes { get; } = [];
}
