namespace TubeDetr.Training.Evaluation;

/// <summary>Takes the attention weights of the videos of a batch; the tensors live as long as the call.</summary>
internal interface IAttentionKeeper
{
    void Keep(IEnumerable<AttentionMaps> videos);
}
