using TubeDetr.Grid.Cli;
using TubeDetr.Grid.Cli.LocalCluster;

OpenMp.WaitPassively();
using var signals = new StopSignals();
return await GridCommand.Run(args, CommandHost.OfProcess(), signals.Token);
