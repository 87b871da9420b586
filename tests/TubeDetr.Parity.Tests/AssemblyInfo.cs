// libtorch has one random generator a process: tests that seed it must not run beside others.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
