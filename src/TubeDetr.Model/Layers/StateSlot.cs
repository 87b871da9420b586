using TorchSharp;
using TorchSharp.Modules;

namespace TubeDetr.Model.Layers;

/// <summary>The named place of a layer that holds a parameter or a buffer; reading <see cref="Value"/> on every use is what lets parameters be exchanged.</summary>
internal sealed class StateSlot
{
    public StateSlot(string name, torch.Tensor value, bool isParameter)
    {
        Name = name;
        IsParameter = isParameter;
        Value = isParameter ? new Parameter(value, requires_grad: true) : value;
        Value.DetachFromDisposeScope();
    }

    public string Name { get; }

    public bool IsParameter { get; }

    public torch.Tensor Value { get; private set; }

    public void Freeze() => Value.requires_grad = false;

    /// <summary>Takes the replacement of a parameter; whether it trains stays as it was.</summary>
    public void Replace(string fullName, Parameter replacement)
    {
        var old = Value;
        if (ReferenceEquals(old, replacement))
        {
            return;
        }

        if (!old.shape.AsSpan().SequenceEqual(replacement.shape) || old.dtype != replacement.dtype)
        {
            throw new ArgumentException(
                $"{fullName} is {old.dtype} [{string.Join(", ", old.shape)}]; its replacement is {replacement.dtype} [{string.Join(", ", replacement.shape)}].",
                nameof(replacement));
        }

        replacement.requires_grad = old.requires_grad;
        replacement.DetachFromDisposeScope();
        Value = replacement;
    }

    public void MoveTo(torch.Device device)
    {
        if (Value.device_type == device.type && (Value.device_index == device.index || device.index < 0))
        {
            return;
        }

        var old = Value;
        using (torch.no_grad())
        {
            var moved = old.detach().to(device);
            Value = IsParameter ? new Parameter(moved, old.requires_grad) : moved;
        }

        Value.DetachFromDisposeScope();
        old.Dispose();
    }
}
