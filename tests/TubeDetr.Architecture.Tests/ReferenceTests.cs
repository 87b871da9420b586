using System.Xml.Linq;

namespace TubeDetr.Architecture.Tests;

/// <summary>Two families that meet in the silo (and in the command line, for what it does without a cluster): nothing else may reference across.</summary>
public sealed class ReferenceTests
{
    private const string MachineLearning = "TorchSharp";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["TubeDetr.Model"] = [],
        ["TubeDetr.Data"] = [],
        ["TubeDetr.Training"] = ["TubeDetr.Model", "TubeDetr.Data"],
        ["TubeDetr.Parity"] = ["TubeDetr.Training"],
        ["TubeDetr.Grid.Contracts"] = [],
        // No grain and no store: what the grains decide with and the command line measures.
        ["TubeDetr.Grid.Search"] = ["TubeDetr.Grid.Contracts"],
        ["TubeDetr.Grid.Storage"] = ["TubeDetr.Grid.Contracts"],
        ["TubeDetr.Grid.Grains"] = ["TubeDetr.Grid.Contracts", "TubeDetr.Grid.Search", "TubeDetr.Grid.Storage"],
        ["TubeDetr.Grid.Silo"] = ["TubeDetr.Grid.Grains", "TubeDetr.Grid.Storage", "TubeDetr.Grid.Contracts", "TubeDetr.Training"],
        ["TubeDetr.Grid.Web"] = ["TubeDetr.Grid.Contracts", "TubeDetr.Grid.Storage"],
        ["TubeDetr.Grid.Cli"] = ["TubeDetr.Grid.Contracts", "TubeDetr.Grid.Search", "TubeDetr.Grid.Storage", "TubeDetr.Training", "TubeDetr.Parity"],
    };

    public static TheoryData<string> SourceProjects => [.. Checkout.SourceProjects.Select(Name)];

    public static TheoryData<string> LearningProjects => [.. Checkout.SourceProjects.Select(Name).Where(name => !IsGrid(name))];

    public static TheoryData<string> TensorlessProjects => [.. Checkout.SourceProjects.Select(Name).Where(name => IsGrid(name) && name is not ("TubeDetr.Grid.Silo" or "TubeDetr.Grid.Cli"))];

    [Fact]
    public void Projects_OfTheTable_AreThoseOfTheSources() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Checkout.SourceProjects.Select(Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_ReferencesOnlyWhatTheHouseAllows(string project) =>
        Assert.Empty(Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Except(Allowed[project]));

    [Theory]
    [MemberData(nameof(TensorlessProjects))]
    public void GridProject_OtherThanSiloAndCommandLine_SeesNoTensor(string project)
    {
        Assert.DoesNotContain(Items(project, "PackageReference"), name => name.Contains(MachineLearning, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("UsesTorch", File.ReadAllText(ProjectFile(project)), StringComparison.Ordinal);
        Assert.DoesNotContain(Checkout.Code($"src/{project}"), path => Checkout.Read(path).Contains($"using {MachineLearning}", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(LearningProjects))]
    public void LearningProject_NeverSeesOrleans(string project)
    {
        Assert.DoesNotContain(Items(project, "PackageReference"), name => name.Contains("Orleans", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Checkout.Code($"src/{project}"), path => Checkout.Read(path).Contains("Orleans", StringComparison.Ordinal));
    }

    [Fact]
    public void PackageVersions_StandInOnePlace() =>
        Assert.DoesNotContain(Checkout.SourceProjects.Concat(Checkout.TestProjects), path => XDocument.Load(path).Descendants("PackageReference").Any(item => item.Attribute("Version") is not null));

    private static bool IsGrid(string project) => project.StartsWith("TubeDetr.Grid.", StringComparison.Ordinal);

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    private static string ProjectFile(string project) => Checkout.SourceProjects.Single(path => string.Equals(Name(path), project, StringComparison.Ordinal));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(ProjectFile(project)).Descendants(kind).Select(item => (string?)item.Attribute("Include")).OfType<string>().Select(path => path.Replace('\\', '/'));
}
