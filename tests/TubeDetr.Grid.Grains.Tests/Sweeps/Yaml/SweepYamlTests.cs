using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Sweeps;
using TubeDetr.Grid.Grains.Sweeps.Yaml;

namespace TubeDetr.Grid.Grains.Tests.Sweeps.Yaml;

public sealed class SweepYamlTests
{
    private const string Head = "method: grid\nparameters:\n";

    [Fact]
    public void Read_EverythingThatIsKnown_IsRead()
    {
        var reading = Read("""
            name: first
            method: random
            metric: {name: loss, goal: minimize}
            run_cap: 7
            max_concurrent: 2
            max_attempts: 5
            priority: -3
            checkpoints: {keep_last: 3}
            seed: 11
            requires: {device: cuda, memory_gib: 8, labels: [b, a]}
            failure_rules: [{pattern: out of memory, action: cancel_retries}, {pattern: ECC|XID, action: exclude_slot}]
            parameters:
              lr: {distribution: log_uniform_values, min: 1e-5, max: 1e-3}
              lr_backbone: {same_as: lr}
              epochs: {value: 3}
            """);

        Assert.Empty(reading.Errors);
        var sweep = reading.Definition!;
        Assert.Equal(("first", SweepMethod.Random, 7, 2, 5, -3, 11L), (sweep.Name, sweep.Method, sweep.RunCap, sweep.MaxConcurrent, sweep.MaxAttempts, sweep.Priority, sweep.Seed));
        Assert.Equal("cuda, 8 GiB, labels a b", sweep.Requires.ToString());
        Assert.Equal([new FailureRule("out of memory", FailureAction.CancelRetries), new FailureRule("ECC|XID", FailureAction.ExcludeSlot)], sweep.FailureRules);
        Assert.Equal(("loss", false), (sweep.Objective.Metric, sweep.Objective.Maximize));
        Assert.Equal((3, 1), (sweep.Checkpoints.KeepLast, sweep.Checkpoints.KeepBest));
        Assert.Equal(7, reading.Proposals.Length);
        Assert.All(reading.Proposals, set => Assert.Equal(set.Values["lr"], set.Values["lr_backbone"]));
    }

    [Theory]
    [InlineData("checkpoints: {keep_last: 0, keep_worst: 1}", "line 1: checkpoints: keep_last must be an integer of at least 1, not 0", "line 1: checkpoints: there is no key keep_worst")]
    [InlineData("checkpoints: all", "line 1: checkpoints must be a mapping with the keys keep_last and keep_best")]
    public void Read_WrongCheckpoints_SaysWhatIsMeant(string line, params string[] errors)
    {
        var reading = Read($"{line}\n{Head}  lr: {{value: 1}}");

        Assert.All(errors, error => Assert.Contains(reading.Errors, said => said.ToString().StartsWith(error, StringComparison.Ordinal)));
        Assert.Equal(errors.Length, reading.Errors.Length);
    }

    [Fact]
    public void Read_NoMetric_MaximizesViou() => Assert.Equal(Some.Objective, Read(Head + "  lr: {value: 1}").Definition!.Objective);

    [Fact]
    public void Read_ManyErrors_AllComeAtOnceWithTheirLines()
    {
        var reading = Read("""
            methd: grid
            method: bayes
            metric: {name: viou, goal: maximise}
            run_cap: none
            parameters:
              lr_bakbone: {value: 1e-5}
              dropout: {values: [0.1, 1.5]}
              batch_size: {value: 2.5}
              backbone: {value: resnet19}
              ema: {value: perhaps}
              lr: 0.1
            """);

        Assert.Equal(
        [
            "line 1: there is no key methd; did you mean method?",
            "line 2: method must be one of grid, random, sobol, tpe, pbt, not bayes",
            "line 3: metric: goal must be minimize or maximize, not maximise",
            "line 4: run_cap must be an integer of at least 1, not none",
            "line 6: lr_bakbone: there is no hyper-parameter of this name; did you mean lr_backbone?",
            "line 7: dropout: is 1.5, but must be at most 0.99",
            "line 8: batch_size: takes an integer, not 2.5",
            "line 9: backbone: is resnet19, but must be one of resnet18, resnet101, tiny-gn; did you mean resnet18?",
            "line 10: ema: takes true or false, not perhaps",
            "line 11: lr: write {value: …}, {values: […]} or {min: …, max: …}",
        ], reading.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("", "one YAML mapping")]
    [InlineData("- a", "one YAML mapping")]
    [InlineData("method: [", "line 2: this is not YAML")]
    [InlineData("method: grid\nmethod: grid\n", "line 2: this is not YAML")]
    [InlineData("method: grid", "parameters is missing")]
    [InlineData("parameters: {lr: {value: 1}}", "method is missing")]
    [InlineData("method: random\nparameters: {lr: {value: 1}}", "random search needs run_cap")]
    [InlineData("method: grid\nmetric: viou\nparameters: {lr: {value: 1}}", "line 2: metric must be a mapping")]
    [InlineData("method: grid\nmetric: {goal: maximize}\nparameters: {lr: {value: 1}}", "line 2: metric: name is missing")]
    [InlineData("requires: cuda\n" + Head + "  lr: {value: 1}", "line 1: requires must be a mapping")]
    [InlineData("requires: {device: tpu}\n" + Head + "  lr: {value: 1}", "line 1: requires: device must be cuda or cpu, not tpu")]
    [InlineData("requires: {memory: 8}\n" + Head + "  lr: {value: 1}", "line 1: requires: there is no key memory")]
    [InlineData("requires: {labels: a100}\n" + Head + "  lr: {value: 1}", "requires: labels must be a list")]
    [InlineData("requires: {labels: ['a b']}\n" + Head + "  lr: {value: 1}", "requires: labels must be a list")]
    [InlineData("failure_rules: {pattern: x}\n" + Head + "  lr: {value: 1}", "line 1: failure_rules must be a list")]
    [InlineData("failure_rules:\n- {pattern: x}\n" + Head + "  lr: {value: 1}", "line 2: failure_rules: a rule needs both pattern and action")]
    [InlineData("failure_rules: [{pattern: '(x', action: exclude_slot}]\n" + Head + "  lr: {value: 1}", "(x is no regular expression that can be used")]
    [InlineData("failure_rules: [{pattern: '(?<=x)y', action: exclude_slot}]\n" + Head + "  lr: {value: 1}", "look-around, back-references")]
    [InlineData("failure_rules: [{pattern: x, action: retry}]\n" + Head + "  lr: {value: 1}", "action must be cancel_retries or exclude_slot, not retry")]
    [InlineData(Head + "  lr: {}", "line 3: lr: needs exactly one of")]
    [InlineData(Head + "  lr: {value: 1, values: [1]}", "needs exactly one of")]
    [InlineData(Head + "  lr: {value: }", "lr: has no value")]
    [InlineData(Head + "  lr: {values: 1}", "values must be a list")]
    [InlineData(Head + "  lr: {values: []}", "values must be a list")]
    [InlineData(Head + "  lr: {values: [1, 1.0]}", "values has a value twice")]
    [InlineData(Head + "  lr: {value: 1, vlues: 2}", "lr: there is no key vlues")]
    [InlineData(Head + "  lr: {value: [1, 2]}", "write values: to search over several")]
    [InlineData(Head + "  lr: {value: .nan}", "lr: takes a number, not .nan")]
    [InlineData(Head + "  lr: {min: 0.1}", "needs both min and max")]
    [InlineData(Head + "  lr: {min: 0.1, max: 0.2}", "a grid cannot try every value")]
    [InlineData(Head + "  lr: {min: 0.2, max: 0.1}", "min 0.2 must be less than max 0.1")]
    [InlineData(Head + "  lr: {min: 0.1, max: 0.2, distribution: beta}", "distribution beta is not known")]
    [InlineData(Head + "  lr: {min: 0.1, max: 0.2, distribution: q_uniform}", "needs q, the step")]
    [InlineData(Head + "  lr: {min: 0.1, max: 0.2, distribution: uniform, q: 0.1}", "q_uniform does")]
    [InlineData(Head + "  lr: {min: 0.1, max: 0.2, q: 0}", "q must be greater than 0")]
    [InlineData(Head + "  lr: {min: 0.11, max: 0.19, q: 0.5}", "no multiple of q")]
    [InlineData(Head + "  lr: {min: 1, max: 20, q: 5}", "max: ")]
    [InlineData(Head + "  batch_size: {min: 0.5, max: 8}", "takes integers")]
    [InlineData(Head + "  batch_size: {min: 1, max: 8, distribution: q_uniform, q: 0.5}", "q must be whole")]
    [InlineData(Head + "  backbone: {min: 1, max: 2}", "has no range")]
    [InlineData(Head + "  lr: {same_as: lr}", "must name another")]
    [InlineData(Head + "  lr: {same_as: lr_bakbone}\n  lr_backbone: {value: 1}", "did you mean lr_backbone?")]
    [InlineData(Head + "  lr: {same_as: lr_backbone}\n  lr_backbone: {same_as: dropout}\n  dropout: {value: 0.1}", "lr_backbone has none")]
    [InlineData(Head + "  batch_size: {same_as: lr}\n  lr: {value: 1}", "batch_size: takes integers and lr numbers")]
    [InlineData(Head + "  lr: {same_as: backbone}\n  backbone: {value: resnet18}", "lr: takes numbers and backbone a word")]
    [InlineData(Head + "  batch_size: {value: 200}", "line 3: batch_size: more than 100 needs ema")]
    [InlineData(Head + "  batch_size: {min: 1, max: 500}\n  epochs: {min: 1, max: 500}", "250000 experiments")]
    [InlineData("method: tpe\nparameters: {lr: {min: 0.1, max: 1.0}}", "line 1: tpe needs run_cap")]
    [InlineData("method: pbt\nparameters: {lr: {min: 0.1, max: 1.0}}", "line 1: pbt needs population")]
    [InlineData("method: pbt\npopulation: 4\nrun_cap: 9\nparameters: {lr: {min: 0.1, max: 1.0}}", "line 3: run_cap does not go with pbt")]
    [InlineData("method: grid\npopulation: 4\nparameters: {lr: {value: 1}}", "line 2: population goes with method: pbt alone")]
    [InlineData("method: grid\nearly_terminate: asha\nparameters: {lr: {value: 1}}", "line 2: early_terminate must be a mapping")]
    [InlineData("method: grid\nearly_terminate: {type: ash}\nparameters: {lr: {value: 1}}", "line 2: early_terminate: type must be one of asha, hyperband, median, none, not ash")]
    [InlineData("method: grid\nearly_terminate:\n  type: asha\n  eta: 0.5\nparameters: {lr: {value: 1}}", "line 4: early_terminate: eta must be at least 1.1")]
    [InlineData("method: grid\nearly_terminate:\n  type: asha\n  strict: true\nparameters: {lr: {value: 1}}", "line 4: early_terminate: strict has no effect on asha")]
    [InlineData("method: grid\ntime_budget: 90\nparameters: {lr: {value: 1}}", "line 2: time_budget must be a duration, such as 90m")]
    [InlineData("method: grid\nmetrics: {name: viou}\nparameters: {lr: {value: 1}}", "line 2: metrics must be a list")]
    [InlineData("method: grid\nmetrics:\n- {name: viou}\n- {name: viou}\nparameters: {lr: {value: 1}}", "line 2: metrics has a name twice")]
    [InlineData(Head + "  lr: {values: [1, 2], probabilities: [1]}", "line 3: lr: probabilities must be a list of 2 numbers")]
    [InlineData(Head + "  lr: {min: 1, max: 2, distribution: int_uniform, mu: 3}", "line 3: lr: mu has no effect on distribution int_uniform")]
    [InlineData("method: random\nrun_cap: 1\nparameters:\n  lr: {mu: 3, sigma: 0}", "line 4: lr: sigma must be greater than 0")]
    [InlineData(Head + "  lr: {distribution: normal}", "line 3: lr: a grid cannot try every value")]
    [InlineData("method: random\nrun_cap: 1\nparameters:\n  backbone: {mu: 3}", "line 4: backbone: takes text, so it has no range")]
    [InlineData(Head + "  lr: {value: 1, when: lr_bakbone > 1}", "line 3: when: there is no hyper-parameter lr_bakbone; did you mean lr_backbone?")]
    [InlineData(Head + "  lr: {value: 1, when: {backbone: resnet19}}", "line 3: when: backbone is resnet19, but must be one of")]
    [InlineData(Head + "  lr: {value: 1, when: lr > 1}", "line 3: lr: depends on itself")]
    [InlineData("method: grid\nwhere: lr <\nparameters: {lr: {value: 1}}", "line 2: where: lr <: ends too early")]
    [InlineData("method: grid\nwhere:\n- lr > 0\n- backbone > 1\nparameters: {lr: {value: 1}}", "line 4: where: backbone > 1: compares backbone by size, but it takes no numbers")]
    [InlineData("method: random\nrun_cap: 3\nwhere: lr > 1\nparameters: {lr: {min: 0.1, max: 0.2}}", "line 3: where: none of 10000 draws")]
    [InlineData(Head + "  a: {parameters: {lr: {value: 1}}}\n  b: {parameters: {lr: {value: 2}}}", "line 4: lr: is already on line 3")]
    [InlineData(Head + "  a: {parameters: {lr: {value: 1}}, whn: 1}", "line 3: a: there is no key whn; did you mean when?")]
    [InlineData("method: random\nrun_cap: 5\nparameters:\n  lr: {min: 0, max: 1.0, distribution: log_uniform_values}", "greater than 0 for a logarithmic")]
    public void Read_OneError_IsSaid(string yaml, string part)
    {
        var reading = Read(yaml);

        Assert.Null(reading.Definition);
        Assert.Contains(reading.Errors, error => error.ToString().Contains(part.Replace("max: ", "must be at most 10", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lr: {values: [1e-4, 3E-4]}", new[] { "0.0001", "0.0003" })]
    [InlineData("batch_size: {values: [4, 8]}", new[] { "4", "8" })]
    [InlineData("batch_size: {value: 8.0}", new[] { "8" })]
    [InlineData("batch_size: {min: 2, max: 4}", new[] { "2", "3", "4" })]
    [InlineData("dropout: {min: 0.0, max: 0.3, q: 0.1}", new[] { "0", "0.1", "0.2", "0.3" })]
    [InlineData("dropout: {min: 0.05, max: 0.25, distribution: q_uniform, q: 0.1}", new[] { "0.1", "0.2" })]
    [InlineData("ema: {values: [true, false]}", new[] { "true", "false" })]
    [InlineData("backbone: {value: tiny-gn, distribution: constant}", new[] { "tiny-gn" })]
    [InlineData("combine_datasets: {value: [vidstg, hcstvg]}", new[] { "vidstg,hcstvg" })]
    [InlineData("combine_datasets: {values: [vidstg, 'vidstg, hcstvg']}", new[] { "vidstg", "vidstg,hcstvg" })]
    public void Read_Values_HaveTheDefinitionsType(string parameter, string[] expected)
    {
        var reading = Read(Head + "  " + parameter);

        Assert.Empty(reading.Errors);
        var name = parameter[..parameter.IndexOf(':', StringComparison.Ordinal)];
        Assert.Equal(expected, reading.Proposals.Select(set => set.Values[name].Text));
        Assert.All(reading.Proposals, set => Assert.Equal(Some.Catalog.Definitions.First(known => name.Equals(known.Name, StringComparison.Ordinal)).Type, set.Values[name].Type));
    }

    [Fact]
    public void Read_GroupsConditionsAndConstraints_ShapeTheProposals()
    {
        var reading = Read("""
            method: random
            run_cap: 200
            where:
            - lr_backbone <= lr and not (lr + lr_backbone >= 3)
            - batch_size in [1, 2, 4] or ema == true
            parameters:
              rates:
                parameters:
                  lr: {mu: 1.0, sigma: 1.0, min: 0.0, max: 5.0}
                  lr_backbone: {min: 0.0, max: 5.0}
              ema: {values: [true, false], probabilities: [3, 1]}
              batch_size: {min: 1, max: 8}
              averaged:
                when: {ema: true}
                parameters:
                  dropout: {values: [0.1, 0.2], when: lr > 0.5}
            """);

        Assert.Empty(reading.Errors);
        Assert.Equal(200, reading.Proposals.Length);
        Assert.All(reading.Proposals, set =>
        {
            var (lr, backbone, ema, batch) = (set.Values["lr"].Number, set.Values["lr_backbone"].Number, set.Values["ema"].Number > 0, set.Values["batch_size"].Number);
            Assert.True(backbone <= lr && lr + backbone < 3 && (ema || batch is 1 or 2 or 4));
            Assert.Equal(ema && lr > 0.5, set.Values.ContainsKey("dropout"));
        });
        Assert.Contains(reading.Proposals, set => set.Values.ContainsKey("dropout"));
        Assert.Contains(reading.Proposals, set => set.Values["ema"].Number == 0);
    }

    [Fact]
    public void Read_ConditionsInAGrid_LeaveNoCellTwice()
    {
        var reading = Read("method: grid\nwhere: lr != 3\nparameters:\n  lr: {values: [1, 2, 3]}\n  ema: {values: [true, false]}\n  dropout: {values: [0.1, 0.2], when: {ema: true}}");

        Assert.Equal(6, reading.Proposals.Length);
        Assert.Equal(6, reading.Proposals.Distinct().Count());
    }

    [Fact]
    public void Read_SeveralObjectivesPrunerAndBudget_AreRead()
    {
        var sweep = Read("""
            method: tpe
            run_cap: 9
            time_budget: 1h 30m
            metrics: [{name: viou, goal: maximize}, {name: seconds}]
            early_terminate: {type: hyperband, max_iter: 27, s: 2, eta: 3, strict: true}
            parameters: {lr: {min: 0.1, max: 1.0}}
            """).Definition!;

        Assert.Equal((SweepMethod.Tpe, TimeSpan.FromMinutes(90), "viou", "seconds"), (sweep.Method, sweep.TimeBudget, sweep.Objective.Metric, Assert.Single(sweep.OtherObjectives).Metric));
        Assert.Equal(new PrunerSettings { Kind = PrunerKind.Hyperband, MaxIter = 27, S = 2, Eta = 3, Strict = true }, sweep.Pruner);
    }

    private static SweepReading Read(string yaml) => SweepYaml.Read(yaml, Some.Catalog);
}
