using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Web.Components;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class EveryComponentTests
{
    /// <summary>The document and the router: the real host answers with them in WebHostTests and in the browser.</summary>
    private static readonly HashSet<Type> Frame = [typeof(App), typeof(Routes)];

    /// <summary>Whoever adds a component adds what it promises to people.</summary>
    [Fact]
    public void Component_OfThePage_HasTestsOfItsOwn()
    {
        var tested = typeof(EveryComponentTests).Assembly.GetTypes().Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FactAttribute), inherit: true))).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var untested = typeof(App).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(ComponentBase).IsAssignableFrom(type) && !Frame.Contains(type) && !tested.Contains(Name(type) + "Tests"))
            .Select(Name);

        Assert.Empty(untested);
    }

    private static string Name(Type component) => component.Name.Split('`')[0];
}
