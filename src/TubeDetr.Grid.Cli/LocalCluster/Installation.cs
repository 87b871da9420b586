namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Where the programs of the product lie: beside this one in the build output, and in the checkout.</summary>
/// <param name="Silo">The silo's executable.</param>
/// <param name="Page">The page's executable.</param>
/// <param name="Azurite">Azurite's blob service, a script for Node.</param>
public sealed record Installation(string Silo, string Page, string Azurite)
{
    private const string AzuriteInModules = "node_modules/azurite/dist/src/blob/main.js";
    private const string AzuriteInCheckout = "deploy/devcluster/" + AzuriteInModules;

    /// <summary>The installation that this program was built into.</summary>
    public static Installation OfThisProgram() => Of(AppContext.BaseDirectory);

    /// <param name="programFolder"><c>…/artifacts/bin/TubeDetr.Grid.Cli/CONFIGURATION/</c></param>
    public static Installation Of(string programFolder)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(programFolder));
        var outputs = folder.Parent?.Parent?.FullName ?? folder.FullName;
        var checkout = Directory.GetParent(outputs)?.Parent?.FullName ?? outputs;
        return new Installation(
            Path.Combine(outputs, "TubeDetr.Grid.Silo", folder.Name, "TubeDetr.Grid.Silo"),
            Path.Combine(outputs, "TubeDetr.Grid.Web", folder.Name, "TubeDetr.Grid.Web"),
            Path.Combine(checkout, AzuriteInCheckout));
    }

    /// <summary>Makes Azurite answer a commit only when it is on disk, and find a blob among thousands; lies beside its <c>node_modules</c>.</summary>
    public string Mends => Azurite.Replace(AzuriteInModules, "mends.js", StringComparison.Ordinal);

    /// <summary>The build reaches a GPU.</summary>
    public bool HasCuda => File.Exists(Path.Combine(Path.GetDirectoryName(Silo)!, "libtorch_cuda.so"));

    /// <exception cref="LocalClusterException">A program that these options need is not there; all of them are named at once.</exception>
    public void Check(LocalClusterOptions options)
    {
        var missing = new List<string>();
        if (!File.Exists(Silo))
        {
            missing.Add($"the silo ({Silo})");
        }

        if (options.Web && !File.Exists(Page))
        {
            missing.Add($"the page ({Page})");
        }

        if (options.Storage is null && !File.Exists(Azurite))
        {
            missing.Add($"Azurite ({Azurite})");
        }

        if (missing.Count > 0)
        {
            throw new LocalClusterException($"Missing: {string.Join(", ", missing)}. Start through ./grid in the checkout: it builds and fetches what is missing.");
        }
    }
}
