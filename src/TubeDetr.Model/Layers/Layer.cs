using TorchSharp;

namespace TubeDetr.Model.Layers;

/// <summary>
/// A piece of the network: parameters and buffers in slots, and child layers, in the order in which PyTorch would register them.
/// TorchSharp's own modules are not used: they register by reflection, keep parameters in several places and cannot exchange them.
/// </summary>
public abstract class Layer
{
    private readonly List<StateSlot> slots = [];
    private readonly List<(string Name, Layer Layer)> children = [];

    /// <summary>Whether dropout is on; true after construction, as in PyTorch.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>Switches this layer and all below it to training (dropout on) or evaluation.</summary>
    public void Train(bool on = true)
    {
        Training = on;
        foreach (var (_, child) in children)
        {
            child.Train(on);
        }
    }

    private protected StateSlot Parameter(string name, torch.Tensor value) => Keep(new StateSlot(name, value, isParameter: true));

    private protected StateSlot Buffer(string name, torch.Tensor value) => Keep(new StateSlot(name, value, isParameter: false));

    private protected T Child<T>(string name, T child)
        where T : Layer
    {
        children.Add((name, child));
        return child;
    }

    private protected void Freeze()
    {
        foreach (var (_, slot) in Slots())
        {
            if (slot.IsParameter)
            {
                slot.Freeze();
            }
        }
    }

    /// <summary>All slots with their full names: of each layer first parameters, then buffers, then its children.</summary>
    internal IEnumerable<(string Name, StateSlot Slot)> Slots(string prefix = "")
    {
        foreach (var slot in slots.OrderBy(s => s.IsParameter ? 0 : 1))
        {
            yield return (prefix + slot.Name, slot);
        }

        foreach (var (name, child) in children)
        {
            foreach (var inner in child.Slots($"{prefix}{name}."))
            {
                yield return inner;
            }
        }
    }

    private StateSlot Keep(StateSlot slot)
    {
        slots.Add(slot);
        return slot;
    }
}
